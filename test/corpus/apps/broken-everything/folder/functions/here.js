exports = () => {
  return 1 +;
};
