
extern "C" void app_main() { train_xor(); }
