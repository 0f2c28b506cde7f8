package main

import (
	"context"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func invitations(ctx context.Context, owner clients, here place) {
	invited := &opsmngr.Invitation{Username: "edsger." + tag + "@example.com", Roles: []string{"ORG_MEMBER"}}
	made := must(owner.opsManager.Organizations.InviteUser(ctx, here.orgID, invited))
	isRight := made.ID != "" && made.OrgID == here.orgID && made.ExpiresAt > made.CreatedAt
	check("invitations: into an organization", isRight, made)

	change := &mongodbatlas.Invitation{Username: invited.Username, Roles: []string{"ORG_READ_ONLY"}}
	changed := must(owner.atlas.Organizations.UpdateInvitation(ctx, here.orgID, change))
	check("invitations: change by username", changed.ID == made.ID && changed.Roles[0] == "ORG_READ_ONLY", changed)

	byID := must(owner.opsManager.Organizations.UpdateInvitationByID(ctx, here.orgID, made.ID, &opsmngr.Invitation{Roles: []string{"ORG_OWNER"}}))
	check("invitations: change by id", byID.Roles[0] == "ORG_OWNER", byID)

	listed := must(owner.opsManager.Organizations.Invitations(ctx, here.orgID, &opsmngr.InvitationOptions{Username: invited.Username}))
	got := must(owner.opsManager.Organizations.Invitation(ctx, here.orgID, made.ID))
	check("invitations: list, a bare array; get", len(listed) == 1 && got.Username == invited.Username, listed)
	done(owner.opsManager.Organizations.DeleteInvitation(ctx, here.orgID, made.ID))

	invited.Roles = []string{"GROUP_READ_ONLY"}
	inProject := must(owner.opsManager.Projects.InviteUser(ctx, here.groupID, invited))
	check("invitations: into a project", inProject.GroupID == here.groupID, inProject)
	done(owner.atlas.Projects.DeleteInvitation(ctx, here.groupID, inProject.ID))
	left := must(owner.atlas.Projects.Invitations(ctx, here.groupID, nil))
	check("invitations: delete", len(left) == 0, left)
}
