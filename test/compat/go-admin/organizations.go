package main

import (
	"context"
	"net/http"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func makeOrganization(ctx context.Context, owner clients) string {
	name := fresh("Organization")
	made := must(owner.opsManager.Organizations.Create(ctx, &opsmngr.Organization{Name: name}))
	check("organizations: create", made.ID != "" && made.Name == name, made)

	got := must(owner.opsManager.Organizations.Get(ctx, made.ID))
	check("organizations: get, with links", target(got.Links, "self") != "" && !*got.IsDeleted, got)

	options := &opsmngr.OrganizationsListOptions{Name: name}
	listed := must(owner.opsManager.Organizations.List(ctx, options))
	check("organizations: list by name", listed.TotalCount == 1 && listed.Results[0].ID == made.ID, listed)

	renamed := must(owner.atlas.Organizations.Update(ctx, made.ID, &mongodbatlas.Organization{Name: name + "!"}))
	check("organizations: rename, in Atlas' words", renamed.Name == name+"!", renamed)

	other := must(owner.atlas.Organizations.Create(ctx, &mongodbatlas.CreateOrganizationRequest{Name: fresh("Atlas")}))
	done(owner.atlas.Organizations.Delete(ctx, other.Organization.ID))
	_, _, err := owner.atlas.Organizations.Get(ctx, other.Organization.ID)
	refused("organizations: create and delete, in Atlas' words", http.StatusNotFound, "ORG_NOT_FOUND", err)

	_, _, err = owner.opsManager.Organizations.Get(ctx, "6512e1b2c3d4e5f601234567")
	refused("organizations: one that is not there", http.StatusNotFound, "ORG_NOT_FOUND", err)
	return made.ID
}

func clearAway(ctx context.Context, owner clients, here place) {
	done(owner.opsManager.Projects.Delete(ctx, here.groupID))
	_, _, err := owner.opsManager.Projects.Get(ctx, here.groupID)
	refused("projects: deleted", http.StatusNotFound, "GROUP_NOT_FOUND", err)

	done(owner.atlas.Organizations.Delete(ctx, here.orgID))
	listed := must(owner.opsManager.Organizations.List(ctx, &opsmngr.OrganizationsListOptions{Name: fresh("Organization") + "!"}))
	check("organizations: deleted", listed.TotalCount == 0 && len(listed.Results) == 0, listed)
}
