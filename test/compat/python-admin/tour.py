"""The admin API with requests and HTTPDigestAuth: a session, projects page by page, errors, concurrency."""

import os
import sys
import time

import requests
from requests.auth import HTTPDigestAuth

API = f"{os.environ['DOCGATE_URL']}/api/public/v1.0"
PUBLIC_KEY, PRIVATE_KEY = os.environ["DOCGATE_PUBLIC_KEY"], os.environ["DOCGATE_PRIVATE_KEY"]
tag = f"python-{os.getpid()}-{time.time_ns()}"


def check(step: str, is_right: bool, answer: object) -> None:
    """Prints the step; ends the tour when it did not go as expected."""
    print(f"{'ok  ' if is_right else 'FAIL'} python admin: {step}", flush=True)
    if not is_right:
        sys.exit(answer.text if isinstance(answer, requests.Response) else repr(answer))


def link(entity: dict, rel: str) -> str | None:
    """Where a link leads to; None when there is none."""
    return next((link["href"] for link in entity["links"] if link["rel"] == rel), None)


def every(session: requests.Session, url: str | None) -> list[dict]:
    """All entries of a list, read page by page."""
    entries = []
    while url:
        page = session.get(url)
        page.raise_for_status()
        entries += page.json()["results"]
        url = link(page.json(), "next")
    return entries


session = requests.Session()
session.auth = HTTPDigestAuth(PUBLIC_KEY, PRIVATE_KEY)

root = session.get(API)
check("the root, after a challenge", root.ok and [r.status_code for r in root.history] == [401], root)
again = [session.get(API) for _ in range(5)]
check("a session keeps its nonce", all(r.ok and not r.history for r in again), again)

created = [session.post(f"{API}/groups", json={"name": f"{tag} {n}"}) for n in range(3)]
projects = [answer.json() for answer in created]
is_right = all(r.status_code == 201 and r.headers["Location"] == link(r.json(), "self") for r in created)
check("create three projects", is_right, created[0])

listed = every(session, f"{link(root.json(), 'http://mms.mongodb.com/groups')}?itemsPerPage=2")
ids = [project["id"] for project in listed]
check("all projects, following next", {p["id"] for p in projects} <= set(ids) and len(set(ids)) == len(ids), ids)

taken = session.post(f"{API}/groups", json={"name": projects[0]["name"]})
check("a name that is taken: 409", (taken.status_code, taken.json()["errorCode"]) == (409, "GROUP_ALREADY_EXISTS"), taken)

typo = session.post(f"{API}/groups", json={"nmae": "x"})
named = (typo.status_code, typo.json()["errorCode"], typo.json()["parameters"])
check("a typo is named: 400", named == (400, "INVALID_ATTRIBUTE", ["nmae"]), typo)

one = link(projects[0], "self")
etag = session.get(one).headers["ETag"]
first, second = (session.patch(one, json={"tags": [t]}, headers={"If-Match": etag}) for t in ("a", "b"))
check("of two writers one gets through", (first.status_code, second.status_code) == (200, 412), second)

key = {"Idempotency-Key": tag}
twice = [session.post(f"{API}/groups", json={"name": f"{tag} once"}, headers=key) for _ in range(2)]
check("a POST repeated with its Idempotency-Key", twice[0].ok and twice[0].json() == twice[1].json(), twice[1])
projects.append(twice[0].json())

odd = session.get(f"{API}/groups/byName/{requests.utils.quote(f'{tag} once', safe='')}", params={"pretty": "true"})
check("names and queries with what must be encoded", odd.json().get("id") == projects[3]["id"], odd)

user = {"username": f"{tag}@example.com", "password": "a long enough passphrase", "firstName": "Ada", "lastName": "Lovelace"}
role = {"groupId": projects[0]["id"], "roleName": "GROUP_READ_ONLY"}
account = session.post(f"{API}/users", json={**user, "roles": [role]}).json()
personal = session.post(link(account, "http://mms.mongodb.com/apiKeys"), json={"desc": "tour"})
check("a user with a personal key", personal.status_code == 201, personal)
signed_in = requests.get(f"{API}/groups", auth=HTTPDigestAuth(user["username"], personal.json()["privateKey"]))
check("who signs in with it sees their project", [p["id"] for p in signed_in.json()["results"]] == [projects[0]["id"]], signed_in)
unneeded = session.delete(link(account, "self"))
check("delete the user", unneeded.ok, unneeded)

deleted = [session.delete(link(project, "self")) for project in projects]
gone = session.get(one)
check("delete", all(r.ok for r in deleted) and gone.status_code == 404, gone)
check("all in one nonce", not any(r.history for r in (*created, taken, typo, first, *twice, odd, *deleted, gone)), gone)

wrong = requests.get(API, auth=HTTPDigestAuth(PUBLIC_KEY, "wrong"))
check("a wrong private key: 401", wrong.status_code == 401 and "Digest" in wrong.headers["WWW-Authenticate"], wrong)
