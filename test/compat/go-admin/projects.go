package main

import (
	"context"
	"fmt"
	"net/http"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

// makeProjects leaves one project of three.
func makeProjects(ctx context.Context, owner clients, orgID string) string {
	name := fresh("Project")
	made := must(owner.opsManager.Projects.Create(ctx, &opsmngr.Project{Name: name, OrgID: orgID}, nil))
	check("projects: create", made.ID != "" && made.OrgID == orgID && made.PublicAPIEnabled, made)

	_, _, err := owner.opsManager.Projects.Create(ctx, &opsmngr.Project{Name: name, OrgID: orgID}, nil)
	refused("projects: a name that is taken", http.StatusConflict, "GROUP_ALREADY_EXISTS", err)

	got := must(owner.opsManager.Projects.Get(ctx, made.ID))
	hasLinks := target(got.Links, "self") != "" && target(got.Links, "http://mms.mongodb.com/hosts") != ""
	check("projects: get, with links", got.Name == name && hasLinks && got.HostCounts != nil, got)

	byName := must(owner.opsManager.Projects.GetByName(ctx, name))
	check("projects: get by name", byName.ID == made.ID, byName)

	pageThrough(ctx, owner, orgID)
	projectsInAtlas(ctx, owner, orgID, made.ID)
	return made.ID
}

// pageThrough makes two more projects, reads all page by page, and takes them away.
func pageThrough(ctx context.Context, owner clients, orgID string) {
	more := []string{}
	for n := range 2 {
		project := &opsmngr.Project{Name: fmt.Sprintf("%s %d", fresh("Page"), n), OrgID: orgID}
		more = append(more, must(owner.opsManager.Projects.Create(ctx, project, nil)).ID)
	}
	seen := map[string]bool{}
	for page := 1; ; page++ {
		options := &mongodbatlas.ListOptions{PageNum: page, ItemsPerPage: 2, IncludeCount: true}
		listed, response, err := owner.atlas.Projects.GetAllProjects(ctx, options)
		end(err)
		for _, project := range listed.Results {
			seen[project.ID] = true
		}
		current, err := response.CurrentPage()
		end(err)
		if response.IsLastPage() {
			isRight := page > 1 && current == page && listed.TotalCount == len(seen)
			check("projects: page by page to the last", isRight && seen[more[0]] && seen[more[1]], listed)
			break
		}
	}
	for _, id := range more {
		done(owner.opsManager.Projects.Delete(ctx, id))
	}
}

func projectsInAtlas(ctx context.Context, owner clients, orgID, groupID string) {
	got := must(owner.atlas.Projects.GetOneProject(ctx, groupID))
	check("projects: in Atlas' form", got.OrgID == orgID && got.Created != "", got)

	renamed := must(owner.atlas.Projects.Update(ctx, groupID, &mongodbatlas.ProjectUpdateRequest{Name: fresh("Renamed")}))
	byName := must(owner.atlas.Projects.GetOneProjectByName(ctx, renamed.Name))
	check("projects: rename", byName.ID == groupID, byName)

	made := must(owner.atlas.Projects.Create(ctx, &mongodbatlas.Project{Name: fresh("Atlas"), OrgID: orgID}, nil))
	done(owner.atlas.Projects.Delete(ctx, made.ID))
	all := must(owner.atlas.Projects.GetAllProjects(ctx, &mongodbatlas.ListOptions{ItemsPerPage: 100}))
	isGone := true
	for _, project := range all.Results {
		isGone = isGone && project.ID != made.ID
	}
	check("projects: create and delete, in Atlas' words", isGone && len(all.Results) > 0, all)
}
