package main

import (
	"context"
	"net/http"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func teams(ctx context.Context, owner clients, here place, userIDs [2]string) {
	id := makeTeam(ctx, owner, here)
	membersOfTeam(ctx, owner, here, id, userIDs)
	teamInProject(ctx, owner, here, id)

	done(owner.opsManager.Teams.RemoveTeamFromOrganization(ctx, here.orgID, id))
	_, _, err := owner.atlas.Teams.Get(ctx, here.orgID, id)
	refused("teams: deleted", http.StatusNotFound, "TEAM_NOT_FOUND", err)
}

func makeTeam(ctx context.Context, owner clients, here place) string {
	made := must(owner.opsManager.Teams.Create(ctx, here.orgID, &opsmngr.Team{Name: fresh("Team")}))
	byName := must(owner.opsManager.Teams.GetOneTeamByName(ctx, here.orgID, made.Name))
	check("teams: create, get by name", byName.ID == made.ID && made.ID != "", byName)

	renamed := must(owner.atlas.Teams.Rename(ctx, here.orgID, made.ID, fresh("Renamed")))
	listed := must(owner.opsManager.Teams.List(ctx, here.orgID, nil))
	check("teams: rename, list", len(listed) == 1 && listed[0].Name == renamed.Name, listed)
	return made.ID
}

func membersOfTeam(ctx context.Context, owner clients, here place, id string, userIDs [2]string) {
	added := must(owner.opsManager.Teams.AddUsersToTeam(ctx, here.orgID, id, userIDs[:]))
	check("teams: add two users", len(added) == 2, added)

	user := must(owner.opsManager.Users.Get(ctx, userIDs[0]))
	check("teams: a user names his teams", len(user.TeamIds) == 1 && user.TeamIds[0] == id, user)

	done(owner.atlas.Teams.RemoveUserToTeam(ctx, here.orgID, id, userIDs[1]))
	left := must(owner.opsManager.Teams.GetTeamUsersAssigned(ctx, here.orgID, id))
	check("teams: remove a user", len(left) == 1 && left[0].ID == userIDs[0], left)
}

func teamInProject(ctx context.Context, owner clients, here place, id string) {
	roles := []*opsmngr.ProjectTeam{{TeamID: id, RoleNames: []string{"GROUP_READ_ONLY"}}}
	added := must(owner.opsManager.Projects.AddTeamsToProject(ctx, here.groupID, roles))
	check("teams: add to a project", added.TotalCount == 1 && added.Results[0].TeamID == id, added)

	change := &mongodbatlas.TeamUpdateRoles{RoleNames: []string{"GROUP_OWNER"}}
	changed := must(owner.atlas.Teams.UpdateTeamRoles(ctx, here.groupID, id, change))
	check("teams: change its roles there", len(changed) == 1 && changed[0].RoleNames[0] == "GROUP_OWNER", changed)

	listed := must(owner.opsManager.Projects.GetTeams(ctx, here.groupID, nil))
	check("teams: of a project", len(listed.Results) == 1, listed)

	done(owner.opsManager.Teams.RemoveTeamFromProject(ctx, here.groupID, id))
	left := must(owner.atlas.Projects.GetProjectTeamsAssigned(ctx, here.groupID))
	check("teams: remove from a project", len(left.Results) == 0, left)
}
