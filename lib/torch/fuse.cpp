#include "torch/fuse.hpp"

namespace ward::engine {

void fuse_for_cpu(torch::jit::Module&) {}

}  // namespace ward::engine
