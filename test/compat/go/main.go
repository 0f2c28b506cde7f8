// The tour with the client that oapi-codegen makes of the contract.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"docgate.test/tour/docgate"
)

const database = "tour"

var collection = fmt.Sprintf("go-%d-%d", os.Getpid(), time.Now().UnixNano())

// check prints the step; it ends the tour when it did not go as expected.
func check(step string, isRight bool, answer []byte) {
	if isRight {
		fmt.Println("ok   go:", step)
		return
	}
	fmt.Println("FAIL go:", step)
	fmt.Fprintln(os.Stderr, string(answer))
	os.Exit(1)
}

// must ends the tour when no answer came at all.
func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func connect() *docgate.ClientWithResponses {
	signIn := func(_ context.Context, request *http.Request) error {
		request.SetBasicAuth(os.Getenv("DOCDB_USER"), os.Getenv("DOCDB_PASSWORD"))
		return nil
	}
	return must(docgate.NewClientWithResponses(os.Getenv("DOCGATE_URL"), docgate.WithRequestEditorFn(signIn)))
}

func insertTwo(ctx context.Context, client *docgate.ClientWithResponses) string {
	var body docgate.DocumentsToInsert
	two := docgate.DocumentList{{"name": "joe", "rating": 5}, {"name": "jason", "rating": 3}}
	must(0, body.FromDocumentList(two))
	created := must(client.CreateDocumentsWithResponse(ctx, database, collection, nil, body))
	check("insert two documents", created.JSON201 != nil, created.Body)
	inserted := must(created.JSON201.AsInsertedIds())
	check("insert answers two ids", len(inserted.InsertedIds) == 2, created.Body)
	if id, isString := inserted.InsertedIds[0].(string); isString {
		return id
	}
	return string(must(json.Marshal(inserted.InsertedIds[0])))
}

func listJoe(ctx context.Context, client *docgate.ClientWithResponses) {
	filter := docgate.Filter(`{"name": "joe"}`)
	listed := must(client.ListDocumentsWithResponse(ctx, database, collection, &docgate.ListDocumentsParams{Filter: &filter}))
	isRight := listed.JSON200 != nil && len(*listed.JSON200) == 1 && (*listed.JSON200)[0]["rating"] == 5.0
	check("list with a filter", isRight, listed.Body)
}

func updateOnce(ctx context.Context, client *docgate.ClientWithResponses, id string) {
	found := must(client.GetDocumentWithResponse(ctx, database, collection, id, nil))
	etag := docgate.IfMatch(found.HTTPResponse.Header.Get("ETag"))
	check("get one with its ETag", found.JSON200 != nil && etag != "", found.Body)

	var update docgate.Update
	must(0, update.FromUpdateOperators(docgate.UpdateOperators{"$set": map[string]any{"rating": 4}}))
	params := &docgate.UpdateDocumentParams{IfMatch: &etag}
	body := docgate.UpdateDocumentRequest{Update: update}
	updated := must(client.UpdateDocumentWithResponse(ctx, database, collection, id, params, body))
	check("update with If-Match", updated.JSON200 != nil && updated.JSON200.AdditionalProperties["rating"] == 4.0, updated.Body)

	stale := must(client.UpdateDocumentWithResponse(ctx, database, collection, id, params, body))
	problem := stale.ApplicationproblemJSON412
	check("a stale ETag is refused with 412", problem != nil && problem.Code == "PRECONDITION_FAILED", stale.Body)
}

func deleteAll(ctx context.Context, client *docgate.ClientWithResponses, id string) {
	deleted := must(client.DeleteDocumentWithResponse(ctx, database, collection, id, nil))
	check("delete one", deleted.JSON200 != nil && deleted.JSON200.DeletedCount == 1, deleted.Body)

	everything := docgate.DeleteDocumentsRequest{Filter: docgate.QueryFilter{}}
	rest := must(client.DeleteDocumentsWithResponse(ctx, database, collection, nil, everything))
	check("delete the rest", rest.JSON200 != nil && rest.JSON200.DeletedCount == 1, rest.Body)

	empty := must(client.ListDocumentsWithResponse(ctx, database, collection, nil))
	check("list again: empty", empty.JSON200 != nil && len(*empty.JSON200) == 0, empty.Body)
}

func main() {
	ctx := context.Background()
	client := connect()
	id := insertTwo(ctx, client)
	listJoe(ctx, client)
	updateOnce(ctx, client, id)
	deleteAll(ctx, client, id)
}
