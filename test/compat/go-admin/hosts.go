package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"go.mongodb.org/ops-manager/opsmngr"
)

// hosts registers the MongoDB of the service, which tells its state to everybody.
func hosts(ctx context.Context, owner clients, here place) {
	port, err := strconv.ParseInt(os.Getenv("MONGOD_PORT"), 10, 32)
	end(err)
	deployments := owner.opsManager.Deployments
	made := must(deployments.StartMonitoring(ctx, here.groupID, &opsmngr.Host{Hostname: "127.0.0.1", Port: int32(port)}))
	check("hosts: register", made.ID != "" && made.GroupID == here.groupID && made.TypeName == "NO_DATA", made)
	_, _, err = deployments.StartMonitoring(ctx, here.groupID, &opsmngr.Host{Hostname: "127.0.0.1", Port: int32(port)})
	refused("hosts: the same again", http.StatusConflict, "HOST_ALREADY_EXISTS", err)

	pinged := untilPinged(ctx, owner, here, made.ID)
	isRight := pinged.TypeName == "REPLICA_PRIMARY" && pinged.ReplicaSetName != "" && pinged.Version != ""
	check("hosts: get, after the first ping", isRight, pinged)

	process := must(owner.atlas.Processes.Get(ctx, here.groupID, "127.0.0.1", int(port)))
	check("hosts: get, in Atlas' words", process.ID == fmt.Sprintf("127.0.0.1:%d", port) && process.TypeName == pinged.TypeName, process)

	byName := must(deployments.GetHostByHostname(ctx, here.groupID, "127.0.0.1", int(port)))
	check("hosts: get by name", byName.ID == made.ID, byName)

	isWanted := true
	change := &opsmngr.Host{Hostname: "127.0.0.1", Port: int32(port), LogsEnabled: &isWanted} // repeats what cannot change
	changed := must(deployments.UpdateMonitoring(ctx, here.groupID, made.ID, change))
	check("hosts: change", *changed.LogsEnabled, changed)

	cluster(ctx, owner, here, pinged)
	listed := must(deployments.ListHosts(ctx, here.groupID, &opsmngr.HostListOptions{ClusterID: pinged.ClusterID}))
	check("hosts: list those of a cluster", len(listed.Results) == 1 && listed.Results[0].ID == made.ID, listed)

	done(deployments.StopMonitoring(ctx, here.groupID, made.ID))
	_, _, err = deployments.GetHost(ctx, here.groupID, made.ID)
	refused("hosts: delete", http.StatusNotFound, "HOST_NOT_FOUND", err)
}

func untilPinged(ctx context.Context, owner clients, here place, id string) *opsmngr.Host {
	for {
		host := must(owner.opsManager.Deployments.GetHost(ctx, here.groupID, id))
		if host.LastPing != "" {
			return host
		}
		select {
		case <-ctx.Done():
			end(ctx.Err())
		case <-time.After(500 * time.Millisecond):
		}
	}
}

func cluster(ctx context.Context, owner clients, here place, host *opsmngr.Host) {
	got := must(owner.opsManager.Clusters.Get(ctx, here.groupID, host.ClusterID))
	check("clusters: get", got.TypeName == "REPLICA_SET" && got.ReplicaSetName == host.ReplicaSetName, got)

	listed := must(owner.opsManager.Clusters.List(ctx, here.groupID, nil))
	check("clusters: list", len(listed.Results) == 1 && listed.Results[0].ID == host.ClusterID, listed)

	all := must(owner.opsManager.Clusters.ListAll(ctx))
	isThere := false
	for _, project := range all.Results {
		isThere = isThere || project.GroupID == here.groupID && len(project.Clusters) == 1 && project.Clusters[0].NodeCount == 1
	}
	check("clusters: of all projects", isThere, all)
}
