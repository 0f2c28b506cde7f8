exports = ({ query, headers, body }, response) => {
  const moment = require("moment/locale/de");
  return { hello: query.name ?? "world" };
};
