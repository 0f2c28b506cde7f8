exports = function (payload, response) {
  response.setBody(payload.body.text());
};
