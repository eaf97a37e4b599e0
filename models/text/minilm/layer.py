# One transformer layer (post-norm, as BERT has it): 12 heads of 32, feed-forward 1536.
def forward(self, x, mask):
    # type: (Tensor, Optional[Tensor]) -> Tensor
    # x [B, S, 384]; mask bool [B, 1, 1, S], true where a token is real, or None where all are
    batch, size = x.size(0), x.size(1)
    qkv = torch.linear(x, self.qkv_weight, self.qkv_bias).view(batch, size, 3, 12, 32).permute(2, 0, 3, 1, 4)
    if x.dtype == 15 and not x.is_cuda:  # 15 is torch.bfloat16, a name that is not known here
        mixed = self.attention_by_products(qkv, mask)
    else:
        mixed = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], mask)
    mixed = mixed.transpose(1, 2).reshape(batch, size, 384)
    x = x + torch.linear(mixed, self.out_weight, self.out_bias)
    x = torch.layer_norm(x, [384], self.attention_norm_weight, self.attention_norm_bias, 1e-12)
    wide = torch.gelu(torch.linear(x, self.up_weight, self.up_bias))
    x = x + torch.linear(wide, self.down_weight, self.down_bias)
    return torch.layer_norm(x, [384], self.output_norm_weight, self.output_norm_bias, 1e-12)

def attention_by_products(self, qkv, mask):
    # type: (Tensor, Optional[Tensor]) -> Tensor
    # On the CPU in bfloat16 two batched products beat the fused kernel, which converts to float32 and back; taken
    # 512 tokens at a time, so that the scores stay in the cache.
    batch, size = qkv.size(1), qkv.size(3)
    none = torch.empty([1, 1, 1], dtype=qkv.dtype)
    step = max(1, 512 // size)
    mixed: List[Tensor] = []
    for first in range(0, batch, step):
        last = min(batch, first + step)
        rows = (last - first) * 12
        flat = qkv[:, first:last].reshape(3, rows, size, 32)
        scores = torch.baddbmm(none, flat[0], flat[1].transpose(1, 2), beta=0, alpha=0.17677669529663687)
        if mask is not None:
            scores = scores.view(-1, 12, size, size).masked_fill(~mask[first:last], -1e38).view(rows, size, size)
        mixed.append(torch.bmm(torch.softmax(scores, -1), flat[2]).view(-1, 12, size, 32))
    return torch.cat(mixed)
