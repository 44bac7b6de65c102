void job();

extern "C" int main() {
    job();
    return 0;
}
