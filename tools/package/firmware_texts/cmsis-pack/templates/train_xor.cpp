
int main() { return train_xor() ? 0 : 1; }
