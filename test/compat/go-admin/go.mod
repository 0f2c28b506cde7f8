module docgate.test/admin

go 1.25.0

require (
	github.com/mongodb-forks/digest v1.1.0
	go.mongodb.org/atlas v0.38.0
	go.mongodb.org/ops-manager v0.63.0
)

require github.com/google/go-querystring v1.1.0 // indirect
