exports = () => context.services.get("Cluster0").db("shop").collection("orders").find({});
