exports = async ({ token, username }) => ({ status: "success" });
