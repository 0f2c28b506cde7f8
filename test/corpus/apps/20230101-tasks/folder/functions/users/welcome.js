exports = async function (user) {
  const axios = require("axios");
  const { createHash } = require("crypto");
  await axios.post("https://hooks.example.com", { id: createHash("sha256").update(user.id).digest("hex") });
};
