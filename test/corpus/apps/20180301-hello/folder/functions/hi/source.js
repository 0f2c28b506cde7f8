exports = () => "hi";
