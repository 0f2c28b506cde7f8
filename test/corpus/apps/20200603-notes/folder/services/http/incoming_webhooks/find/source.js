exports = ({ query }) => query;
