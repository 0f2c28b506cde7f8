package main

import (
	"context"
	"net/http"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func apiKeys(ctx context.Context, owner clients, here place) {
	id := organizationKey(ctx, owner, here)
	projectKey(ctx, owner, here, id)
	done(owner.opsManager.OrganizationAPIKeys.Delete(ctx, here.orgID, id))
	left := must(owner.opsManager.OrganizationAPIKeys.List(ctx, here.orgID, &opsmngr.ListOptions{ItemsPerPage: 500}))
	for _, key := range left {
		check("API keys: deleted", key.ID != id, key)
	}
}

func organizationKey(ctx context.Context, owner clients, here place) string {
	input := &opsmngr.APIKeyInput{Desc: fresh("key"), Roles: []string{"ORG_MEMBER"}}
	made := must(owner.opsManager.OrganizationAPIKeys.Create(ctx, here.orgID, input))
	check("API keys: create shows the private key", len(made.PublicKey) == 8 && len(made.PrivateKey) == 36, made.ID)

	got := must(owner.opsManager.OrganizationAPIKeys.Get(ctx, here.orgID, made.ID))
	isMasked := got.PrivateKey == "********-****-****-"+made.PrivateKey[24:]
	check("API keys: get masks it", isMasked && got.Desc == input.Desc, got)

	change := &mongodbatlas.APIKeyInput{Desc: fresh("changed"), Roles: []string{"ORG_READ_ONLY"}}
	updated := must(owner.atlas.APIKeys.Update(ctx, here.orgID, made.ID, change))
	check("API keys: update", updated.Desc == change.Desc && updated.Roles[0].RoleName == "ORG_READ_ONLY", updated)

	usable := connect(made.PublicKey, made.PrivateKey)
	projects := must(usable.opsManager.Organizations.Projects(ctx, here.orgID, nil))
	check("API keys: the new key can be used", projects.TotalCount == 1, projects)
	_, _, err := usable.opsManager.Projects.Create(ctx, &opsmngr.Project{Name: fresh("x"), OrgID: here.orgID}, nil)
	refused("API keys: a reader cannot write", http.StatusUnauthorized, "NOT_ORG_GROUP_CREATOR", err)
	return made.ID
}

func projectKey(ctx context.Context, owner clients, here place, id string) {
	assigned := func() []opsmngr.APIKey {
		return must(owner.opsManager.ProjectAPIKeys.List(ctx, here.groupID, nil))
	}
	before := len(assigned())
	roles := &opsmngr.AssignAPIKey{Roles: []string{"GROUP_READ_ONLY"}}
	done(owner.opsManager.ProjectAPIKeys.Assign(ctx, here.groupID, id, roles))
	check("API keys: assign to a project", len(assigned()) == before+1, assigned())
	done(owner.atlas.ProjectAPIKeys.Unassign(ctx, here.groupID, id))
	check("API keys: unassign", len(assigned()) == before, assigned())

	input := &opsmngr.APIKeyInput{Desc: fresh("of a project"), Roles: []string{"GROUP_OWNER"}}
	made := must(owner.opsManager.ProjectAPIKeys.Create(ctx, here.groupID, input))
	isThere := false
	for _, role := range made.Roles {
		isThere = isThere || role.GroupID == here.groupID && role.RoleName == "GROUP_OWNER"
	}
	check("API keys: create for a project", isThere && made.PrivateKey != "", made.Roles)
	done(owner.atlas.APIKeys.Delete(ctx, here.orgID, made.ID))
}
