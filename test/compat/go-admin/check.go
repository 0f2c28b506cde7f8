package main

import (
	"errors"
	"fmt"
	"os"

	"go.mongodb.org/atlas/mongodbatlas"
	"go.mongodb.org/ops-manager/opsmngr"
)

// check prints the step; it ends the run when the answer is not what the client's reader would expect.
func check(step string, isRight bool, answer any) {
	if isRight {
		fmt.Println("ok   go admin:", step)
		return
	}
	fmt.Println("FAIL go admin:", step)
	fmt.Fprintf(os.Stderr, "got %+v\n", answer)
	os.Exit(1)
}

// must takes what a client's method returns; it ends the run when that is an error.
func must[Value, Response any](value Value, _ Response, err error) Value {
	end(err)
	return value
}

// done is must for methods without a value.
func done[Response any](_ Response, err error) {
	end(err)
}

func end(err error) {
	if err == nil {
		return
	}
	fmt.Println("FAIL go admin: a request that should have gone through")
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// refused checks that a request has ended in this status and errorCode, in either client's words.
func refused(step string, status int, errorCode string, err error) {
	var inOpsManager *opsmngr.ErrorResponse
	var inAtlas *mongodbatlas.ErrorResponse
	isRight := false
	if errors.As(err, &inOpsManager) {
		isRight = inOpsManager.HTTPCode == status && inOpsManager.ErrorCode == errorCode
	} else if errors.As(err, &inAtlas) {
		isRight = inAtlas.HTTPCode == status && inAtlas.ErrorCode == errorCode
	}
	check(fmt.Sprintf("%s: %d %s", step, status, errorCode), isRight, err)
}

// target is where a link of an entity leads to, or "".
func target(links []*opsmngr.Link, rel string) string {
	for _, link := range links {
		if link.Rel == rel {
			return link.Href
		}
	}
	return ""
}
