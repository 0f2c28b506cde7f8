// The admin API with MongoDB's own clients in Go: opsmngr speaks to /api/public/v1.0, mongodbatlas to /api/atlas/v1.0.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/mongodb-forks/digest"
	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

// clients are both clients of one API key.
type clients struct {
	opsManager *opsmngr.Client
	atlas      *mongodbatlas.Client
}

// connect makes the clients of an API key.
func connect(publicKey, privateKey string) clients {
	signing := digest.NewTransport(publicKey, privateKey)
	httpClient, err := signing.Client()
	end(err)
	url := os.Getenv("DOCGATE_URL") + "/"
	opsManager, err := opsmngr.New(httpClient, opsmngr.SetBaseURL(url))
	end(err)
	atlas, err := mongodbatlas.New(httpClient, mongodbatlas.SetBaseURL(url))
	end(err)
	return clients{opsManager, atlas}
}

var tag = fmt.Sprintf("go-%d-%d", os.Getpid(), time.Now().UnixNano())

// fresh is a name that no other run has.
func fresh(what string) string {
	return what + " " + tag
}

// place is the organization and the project that a part of the tour happens in.
type place struct {
	orgID, groupID string
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	owner := connect(os.Getenv("DOCGATE_PUBLIC_KEY"), os.Getenv("DOCGATE_PRIVATE_KEY"))
	root(ctx, owner)
	stranger(ctx)
	orgID := makeOrganization(ctx, owner)
	here := place{orgID, makeProjects(ctx, owner, orgID)}
	apiKeys(ctx, owner, here)
	accessLists(ctx, owner, here)
	projectAccessList(ctx, owner, here)
	userIDs := makeUsers(ctx, owner, here)
	teams(ctx, owner, here, userIDs)
	invitations(ctx, owner, here)
	membership(ctx, owner, here, userIDs)
	hosts(ctx, owner, here)
	events(ctx, owner, here)
	clearAway(ctx, owner, here)
}

func root(ctx context.Context, owner clients) {
	answer := must(owner.atlas.Root.List(ctx, nil))
	isMine := answer.APIKey.PublicKey == os.Getenv("DOCGATE_PUBLIC_KEY") && len(answer.APIKey.Roles) > 0
	check("the root says which key calls", isMine && answer.AppName != "" && len(answer.Links) > 1, answer)
}

func stranger(ctx context.Context) {
	nobody := connect(os.Getenv("DOCGATE_PUBLIC_KEY"), "wrong")
	_, response, err := nobody.opsManager.Projects.List(ctx, nil)
	isRight := err != nil && response != nil && response.StatusCode == http.StatusUnauthorized
	check("a wrong private key is refused with 401", isRight, err)
}
