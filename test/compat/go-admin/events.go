package main

import (
	"context"
	"time"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

func events(ctx context.Context, owner clients, here place) {
	options := &opsmngr.EventListOptions{EventType: []string{"GROUP_CREATED", "GROUP_NAME_CHANGED"}, MinDate: time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)}
	listed := must(owner.opsManager.Events.ListProjectEvents(ctx, here.groupID, options))
	isMine := len(listed.Results) > 0 && listed.Results[0].GroupID == here.groupID && listed.Results[0].PublicKey != ""
	check("events: of a project, by type and date", isMine, listed)

	got := must(owner.opsManager.Events.GetProjectEvent(ctx, here.groupID, listed.Results[0].ID))
	check("events: get one", got.EventTypeName == listed.Results[0].EventTypeName && got.RemoteAddress != "", got)

	page := &mongodbatlas.EventListOptions{ListOptions: mongodbatlas.ListOptions{ItemsPerPage: 1, IncludeCount: true}}
	ofOrganization := must(owner.atlas.Events.ListOrganizationEvents(ctx, here.orgID, page))
	check("events: of an organization, page by page", len(ofOrganization.Results) == 1 && ofOrganization.TotalCount > 5, ofOrganization)
}
