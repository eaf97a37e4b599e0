#include "torch/device.hpp"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>

#include <charconv>
#include <filesystem>

namespace ward::engine {
namespace {

// The folder of the LibTorch that this process uses: its CUDA half must come from there and nowhere else.
std::filesystem::path libtorch_folder() {
    Dl_info info{};
    if (dladdr(reinterpret_cast<void*>(&at::globalContext), &info) == 0) return {};
    return std::filesystem::path(info.dli_fname).parent_path();
}

// LibTorch's CUDA half registers itself when it is loaded, and stays: it cannot be unloaded. Where there is no
// driver it is not worth its gigabyte.
bool load_cuda() {
    static const bool loaded =
        dlopen("libcuda.so.1", RTLD_NOW) != nullptr &&
        dlopen((libtorch_folder() / "libtorch_cuda.so").c_str(), RTLD_NOW | RTLD_GLOBAL) != nullptr;
    return loaded;
}

int cuda_devices() {
    if (!load_cuda()) return 0;
    try {
        return at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    } catch (const std::exception&) {  // a driver that is too old, or a device that is lost
        return 0;
    }
}

// The N of "cuda:N", 0 for "cuda"; negative when the name is neither.
int cuda_index(std::string_view name) {
    if (name == "cuda") return 0;
    if (!name.starts_with("cuda:")) return -1;
    std::int8_t index = -1;
    const auto [end, code] = std::from_chars(name.data() + 5, name.data() + name.size(), index);
    return code == std::errc{} && end == name.data() + name.size() ? index : -1;
}

}  // namespace

Result<c10::Device> find_device(std::string_view name) {
    if (name == "cpu") return c10::Device(c10::kCPU);
    if (name == "auto") return cuda_devices() > 0 ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU);
    const int index = cuda_index(name);
    if (index < 0)
        return Error{Errc::invalid_argument, "A device is \"auto\", \"cpu\", \"cuda\" or \"cuda:N\"",
                     "device"};
    if (index >= cuda_devices())
        return Error{Errc::device_unavailable,
                     "There is no such CUDA device, or LibTorch's CUDA libraries are not installed; use "
                     "\"auto\" or \"cpu\"",
                     "device"};
    return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
}

}  // namespace ward::engine
