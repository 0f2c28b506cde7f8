package main

import (
	"context"
	"net/http"
	"strings"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

// makeUsers leaves two members of the organization: the first is made by opsmngr, the second by mongodbatlas.
func makeUsers(ctx context.Context, owner clients, here place) [2]string {
	first := &opsmngr.User{
		Username:  "Ada." + tag + "@example.com",
		Password:  "a long enough passphrase",
		FirstName: "Ada",
		LastName:  "Lovelace",
		Roles:     []*opsmngr.UserRole{{OrgID: here.orgID, RoleName: "ORG_MEMBER"}, {GroupID: here.groupID, RoleName: "GROUP_READ_ONLY"}},
	}
	made := must(owner.opsManager.Users.Create(ctx, first))
	isRight := made.Username == strings.ToLower(first.Username) && len(made.Roles) == 2 && made.Password == ""
	check("users: create", isRight && target(made.Links, "self") != "", made)

	_, _, err := owner.opsManager.Users.Create(ctx, first)
	refused("users: a username that is taken", http.StatusConflict, "USER_ALREADY_EXISTS", err)

	byName := must(owner.opsManager.Users.GetByName(ctx, first.Username))
	check("users: get by name", byName.ID == made.ID, byName)

	second := &mongodbatlas.AtlasUser{
		Username:  "grace." + tag + "@example.com",
		Password:  "a long enough passphrase",
		FirstName: "Grace",
		LastName:  "Hopper",
		Roles:     []mongodbatlas.AtlasRole{{OrgID: here.orgID, RoleName: "ORG_MEMBER"}},
	}
	other := must(owner.atlas.AtlasUsers.Create(ctx, second))
	got := must(owner.atlas.AtlasUsers.Get(ctx, other.ID))
	check("users: create and get, in Atlas' words", got.Username == second.Username && got.Password == "", got)
	return [2]string{made.ID, other.ID}
}

// membership lists the users of both places, and takes them away.
func membership(ctx context.Context, owner clients, here place, userIDs [2]string) {
	ofProject := must(owner.opsManager.Projects.ListUsers(ctx, here.groupID, nil))
	inAtlas := must(owner.atlas.AtlasUsers.List(ctx, here.groupID, nil))
	isRight := len(ofProject) == 1 && ofProject[0].ID == userIDs[0] && len(inAtlas) == 1
	check("users: of a project", isRight, ofProject)

	ofOrganization := must(owner.opsManager.Organizations.ListUsers(ctx, here.orgID, &opsmngr.ListOptions{ItemsPerPage: 10}))
	check("users: of an organization", ofOrganization.TotalCount == 2 && len(ofOrganization.Results) == 2, ofOrganization)

	done(owner.opsManager.Projects.RemoveUser(ctx, here.groupID, userIDs[0]))
	left := must(owner.opsManager.Projects.ListUsers(ctx, here.groupID, nil))
	check("users: remove from a project", len(left) == 0, left)

	for _, id := range userIDs {
		done(owner.opsManager.Users.Delete(ctx, id))
	}
	_, _, err := owner.opsManager.Users.Get(ctx, userIDs[0])
	refused("users: delete", http.StatusNotFound, "USER_NOT_FOUND", err)
	gone := must(owner.atlas.Organizations.Users(ctx, here.orgID, nil))
	check("users: an organization without", len(gone.Results) == 0, gone)
}
