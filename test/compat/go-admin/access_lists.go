package main

import (
	"context"
	"net/http"
	"net/url"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func accessLists(ctx context.Context, owner clients, here place) {
	input := &opsmngr.APIKeyInput{Desc: fresh("fenced"), Roles: []string{"ORG_MEMBER"}}
	key := must(owner.opsManager.OrganizationAPIKeys.Create(ctx, here.orgID, input))
	fenced := connect(key.PublicKey, key.PrivateKey)
	lists := owner.opsManager.AccessListAPIKeys

	added := must(lists.Create(ctx, here.orgID, key.ID, []*opsmngr.AccessListAPIKeysReq{{CidrBlock: "192.0.2.0/24"}, {IPAddress: "198.51.100.7"}}))
	check("access lists: add two entries", len(added.Results) == 2 && added.TotalCount == 2, added)

	_, _, err := fenced.opsManager.Organizations.Get(ctx, here.orgID)
	refused("access lists: another address", http.StatusForbidden, "IP_ADDRESS_NOT_ON_ACCESS_LIST", err)

	_, _, err = owner.atlas.AccessListAPIKeys.Create(ctx, here.orgID, key.ID, []*mongodbatlas.AccessListAPIKeysReq{{IPAddress: "127.0.0.1"}, {IPAddress: "::1"}})
	end(err)
	must(fenced.opsManager.Organizations.Get(ctx, here.orgID))
	check("access lists: this address", true, nil)

	block := url.PathEscape("192.0.2.0/24")
	got := must(lists.Get(ctx, here.orgID, key.ID, block))
	check("access lists: get a block", got.CidrBlock == "192.0.2.0/24" && got.Created != "", got)
	done(lists.Delete(ctx, here.orgID, key.ID, block))
	done(lists.Delete(ctx, here.orgID, key.ID, "198.51.100.7"))
	left := must(lists.List(ctx, here.orgID, key.ID, nil))
	check("access lists: delete", left.TotalCount == 2, left)
	done(owner.opsManager.OrganizationAPIKeys.Delete(ctx, here.orgID, key.ID))
}

// projectAccessList is in Atlas' client alone.
func projectAccessList(ctx context.Context, owner clients, here place) {
	list := owner.atlas.ProjectIPAccessList
	entries := []*mongodbatlas.ProjectIPAccessList{{CIDRBlock: "203.0.113.0/24", Comment: "office"}, {IPAddress: "198.51.100.7"}}
	added := must(list.Create(ctx, here.groupID, entries))
	check("project access list: add two entries", len(added.Results) == 2, added)

	got := must(list.Get(ctx, here.groupID, "203.0.113.0/24"))
	check("project access list: get a block", got.Comment == "office" && got.GroupID == here.groupID, got)

	done(list.Delete(ctx, here.groupID, "203.0.113.0/24"))
	left := must(list.List(ctx, here.groupID, nil))
	check("project access list: delete", len(left.Results) == 1 && left.Results[0].IPAddress == "198.51.100.7", left)
}
