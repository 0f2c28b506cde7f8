package main

import (
	"context"
	"net/http"

	"go.mongodb.org/ops-manager/opsmngr"
)

// hosts registers a host that nothing listens at: what docgate learns of one that answers is seen in test/api/admin/hosts.
func hosts(ctx context.Context, owner clients, here place) {
	made := must(owner.opsManager.Deployments.StartMonitoring(ctx, here.groupID, &opsmngr.Host{Hostname: "127.0.0.1", Port: 1}))
	isNew := made.TypeName == "NO_DATA" && made.UptimeMsec == 0 && made.Username == "" && *made.AlertsEnabled
	check("hosts: register, without data at first", isNew && len(made.ID) == 32, made)

	_, _, err := owner.opsManager.Deployments.StartMonitoring(ctx, here.groupID, &opsmngr.Host{Hostname: "127.0.0.1", Port: 1})
	refused("hosts: the same again", http.StatusConflict, "HOST_ALREADY_EXISTS", err)

	no, yes := false, true
	change := &opsmngr.Host{Hostname: made.Hostname, Port: made.Port, AlertsEnabled: &no, LogsEnabled: &yes}
	updated := must(owner.opsManager.Deployments.UpdateMonitoring(ctx, here.groupID, made.ID, change))
	check("hosts: update, repeating what cannot change", !*updated.AlertsEnabled && *updated.LogsEnabled, updated)

	listed := must(owner.opsManager.Deployments.ListHosts(ctx, here.groupID, &opsmngr.HostListOptions{}))
	check("hosts: list", listed.TotalCount == 1 && listed.Results[0].ID == made.ID, listed)

	got := must(owner.opsManager.Deployments.GetHostByHostname(ctx, here.groupID, "127.0.0.1", 1))
	check("hosts: get by name", got.ID == made.ID && target(got.Links, "http://mms.mongodb.com/group") != "", got)

	process := must(owner.atlas.Processes.Get(ctx, here.groupID, "127.0.0.1", 1))
	check("hosts: in Atlas' form", process.ID == "127.0.0.1:1" && process.TypeName == "NO_DATA", process)

	clusters := must(owner.opsManager.Clusters.List(ctx, here.groupID, nil))
	all := must(owner.opsManager.Clusters.ListAll(ctx))
	check("clusters: none yet, in a project and in all", clusters.TotalCount == 0 && all.TotalCount > 0, all)

	done(owner.opsManager.Deployments.StopMonitoring(ctx, here.groupID, made.ID))
	_, _, err = owner.opsManager.Deployments.GetHost(ctx, here.groupID, made.ID)
	refused("hosts: removed", http.StatusNotFound, "HOST_NOT_FOUND", err)
}
