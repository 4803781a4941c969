// SPDX-License-Identifier: MIT
// oneDNN's softmax and its functions with a second operand, on one thread: the bias with the function fused to it, a
// gate as two primitives, since a product fused to a function has a reference implementation alone.
#include <map>
#include <memory>
#include <utility>

#include "onednn.hpp"
#include "peer.hpp"

namespace bench {
namespace {

using dnnl::algorithm;
using data_type = dnnl::memory::data_type;
using desc = dnnl::memory::desc;

desc matrix(data_type type, std::size_t rows, std::size_t cols) {
  using dim = dnnl::memory::dim;
  return {{static_cast<dim>(rows), static_cast<dim>(cols)}, type, dnnl::memory::format_tag::ab};
}

// Primitives for one length, the second of which may be none, and the arrays they last worked on.
struct prepared {
  dnnl::memory x, second, y;
  dnnl::primitive primitive, product;
};

// What a kernel's params lead to: how its primitive is made, and the names of its arrays.
struct operation : simdact_params {
  using maker = prepared (*)(const dnnl::engine&, data_type, std::size_t n);
  maker make;
  int x_name, second_name, y_name;
  mutable std::map<std::pair<data_type, std::size_t>, prepared> made;

  operation(maker m, int x, int second, int y)
      : simdact_params{0, 0}, make(m), x_name(x), second_name(second), y_name(y) {}
};

prepared make_prepared(const dnnl::engine& engine, const desc& array, const desc& second, const dnnl::primitive& p,
                       const dnnl::primitive& product = {}) {
  return {{array, engine, nullptr}, {second, engine, nullptr}, {array, engine, nullptr}, p, product};
}

// Releases before 3.0 make a primitive_desc in two steps, and have primitives of its own for the logarithm.
#if DNNL_VERSION_MAJOR >= 3
template <bool logarithm>
dnnl::softmax_forward::primitive_desc describe(const dnnl::engine& engine, dnnl::prop_kind use, const desc& array) {
  return {engine, use, logarithm ? algorithm::softmax_log : algorithm::softmax_accurate, array, array, 1};
}
template <bool logarithm>
dnnl::primitive make_forward(const dnnl::engine& engine, const desc& array) {
  return dnnl::softmax_forward(describe<logarithm>(engine, dnnl::prop_kind::forward_inference, array));
}
template <bool logarithm>
dnnl::primitive make_backward(const dnnl::engine& engine, const desc& array) {
  const algorithm kind = logarithm ? algorithm::softmax_log : algorithm::softmax_accurate;
  const auto forward = describe<logarithm>(engine, dnnl::prop_kind::forward_training, array);
  return dnnl::softmax_backward({engine, kind, array, array, array, 1, forward});
}
dnnl::primitive make_eltwise(const dnnl::engine& engine, algorithm f, const desc& array) {
  return dnnl::eltwise_forward({engine, dnnl::prop_kind::forward_inference, f, array, array, 1.0f, 0.0f});
}
dnnl::primitive make_binary(const dnnl::engine& engine, algorithm kind, const desc& array, const desc& second,
                            const dnnl::primitive_attr& behind) {
  return dnnl::binary({engine, kind, array, second, array, behind});
}
void append(dnnl::post_ops& behind, algorithm f) { behind.append_eltwise(f, 0, 0); }
#else
template <bool logarithm>
using forward_primitive = std::conditional_t<logarithm, dnnl::logsoftmax_forward, dnnl::softmax_forward>;
template <bool logarithm>
using backward_primitive = std::conditional_t<logarithm, dnnl::logsoftmax_backward, dnnl::softmax_backward>;
template <bool logarithm>
auto describe(const dnnl::engine& engine, dnnl::prop_kind use, const desc& array) {
  using type = forward_primitive<logarithm>;
  return typename type::primitive_desc(typename type::desc(use, array, 1), engine);
}
template <bool logarithm>
dnnl::primitive make_forward(const dnnl::engine& engine, const desc& array) {
  return forward_primitive<logarithm>(describe<logarithm>(engine, dnnl::prop_kind::forward_inference, array));
}
template <bool logarithm>
dnnl::primitive make_backward(const dnnl::engine& engine, const desc& array) {
  using type = backward_primitive<logarithm>;
  const auto forward = describe<logarithm>(engine, dnnl::prop_kind::forward_training, array);
  return type(typename type::primitive_desc(typename type::desc(array, array, 1), engine, forward));
}
dnnl::primitive make_eltwise(const dnnl::engine& engine, algorithm f, const desc& array) {
  const dnnl::eltwise_forward::desc first(dnnl::prop_kind::forward_inference, f, array, 1.0f, 0.0f);
  return dnnl::eltwise_forward({first, engine});
}
dnnl::primitive make_binary(const dnnl::engine& engine, algorithm kind, const desc& array, const desc& second,
                            const dnnl::primitive_attr& behind) {
  return dnnl::binary({dnnl::binary::desc(kind, array, second, array), behind, engine});
}
void append(dnnl::post_ops& behind, algorithm f) { behind.append_eltwise(1.0f, f, 0, 0); }
#endif

template <bool logarithm, bool backward>
prepared make_softmax(const dnnl::engine& engine, data_type type, std::size_t n) {
  const desc array = matrix(type, rows_of(n), n);
  return make_prepared(engine, array, array,
                       backward ? make_backward<logarithm>(engine, array) : make_forward<logarithm>(engine, array));
}
template <algorithm f>
prepared make_gated(const dnnl::engine& engine, data_type type, std::size_t n) {
  const desc array = matrix(type, 1, n);
  return make_prepared(engine, array, array, make_eltwise(engine, f, array),
                       make_binary(engine, algorithm::binary_mul, array, array, {}));
}
template <algorithm f>
prepared make_bias(const dnnl::engine& engine, data_type type, std::size_t n) {
  const desc array = matrix(type, n / columns_of(n), columns_of(n)), second = matrix(type, 1, columns_of(n));
  dnnl::primitive_attr attributes;
  dnnl::post_ops behind;
  append(behind, f);
  attributes.set_post_ops(behind);
  return make_prepared(engine, array, second, make_binary(engine, algorithm::binary_add, array, second, attributes));
}

template <data_type type>
void run(const simdact_params* params, const void* x, const void* second, void* y, std::size_t n) {
  dnnl_session& s = get_session();
  const operation& o = *static_cast<const operation*>(params);
  auto found = o.made.find({type, n});
  if (found == o.made.end()) found = o.made.emplace(std::pair(type, n), o.make(s.engine, type, n)).first;
  prepared& p = found->second;
  p.x.set_data_handle(const_cast<void*>(x));
  p.y.set_data_handle(y);
  if (second != nullptr) p.second.set_data_handle(const_cast<void*>(second));
  p.primitive.execute(s.stream, {{o.x_name, p.x}, {o.second_name, p.second}, {o.y_name, p.y}});
  if (p.product) {
    p.product.execute(s.stream, {{DNNL_ARG_SRC_0, p.y}, {DNNL_ARG_SRC_1, p.second}, {DNNL_ARG_DST, p.y}});
  }
  s.stream.wait();
}
template <data_type type>
void run_rows(const simdact_params* params, const void* x, void* y, std::size_t n) {
  run<type>(params, x, nullptr, y, n);
}

constexpr int unused = DNNL_ARG_WORKSPACE;
const operation softmax(&make_softmax<false, false>, DNNL_ARG_SRC, unused, DNNL_ARG_DST),
    log_softmax(&make_softmax<true, false>, DNNL_ARG_SRC, unused, DNNL_ARG_DST),
    softmax_backward(&make_softmax<false, true>, DNNL_ARG_DST, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_SRC),
    log_softmax_backward(&make_softmax<true, true>, DNNL_ARG_DST, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_SRC),
    swiglu(&make_gated<algorithm::eltwise_swish>, DNNL_ARG_SRC, unused, DNNL_ARG_DST),
    geglu(&make_gated<algorithm::eltwise_gelu_erf>, DNNL_ARG_SRC, unused, DNNL_ARG_DST),
    bias_gelu(&make_bias<algorithm::eltwise_gelu_erf>, DNNL_ARG_SRC_0, DNNL_ARG_SRC_1, DNNL_ARG_DST);

template <data_type type>
constexpr peer_kernel kernels[] = {{"softmax", "", false, &run_rows<type>, &softmax},
                                   {"log_softmax", "", false, &run_rows<type>, &log_softmax},
                                   from_output_row("softmax", "", false, &run<type>, &softmax_backward),
                                   from_output_row("log_softmax", "", false, &run<type>, &log_softmax_backward),
                                   joined_row("swiglu", "", true, &run<type>, &swiglu),
                                   joined_row("geglu", "", true, &run<type>, &geglu),
                                   joined_row("bias_gelu", "", false, &run<type>, &bias_gelu)};

}  // namespace

extern const peer BENCH_PEER = {
    "onednn",
    BENCH_TEXT(DNNL_VERSION_MAJOR) "." BENCH_TEXT(DNNL_VERSION_MINOR) "." BENCH_TEXT(DNNL_VERSION_PATCH),
    {{SIMDACT_F32, kernels<data_type::f32>},
     {SIMDACT_BF16, kernels<data_type::bf16>},
     {SIMDACT_F16, kernels<data_type::f16>}}};

}  // namespace bench
