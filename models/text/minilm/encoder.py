# The whole encoder: token ids in, one unit vector a row out. TorchScript source for ward-pack; `self` holds
# the parameters and children that recipe.json names.
def forward(self, ids, lengths):
    # type: (Tensor, Tensor) -> Tensor
    # ids      int32 [B, S], each row padded with 0 to the longest
    # lengths  int32 [B], on the CPU: tokens of each row, [CLS] and [SEP] counted, 1..S
    # returns  float32 [B, 384], unit length: the mean over a row's tokens
    size = ids.size(1)
    positions = torch.arange(size, device=ids.device)
    x = torch.embedding(self.words, ids) + (torch.embedding(self.positions, positions) + self.segment)
    x = torch.layer_norm(x, [384], self.norm_weight, self.norm_bias, 1e-12)

    # Rows of one length need no mask, and attention without one is faster.
    mask: Optional[Tensor] = None
    if not bool((lengths == size).all()):
        mask = (positions.unsqueeze(0) < lengths.to(ids.device).unsqueeze(1)).view(-1, 1, 1, size)
    x = self.layer0.forward(x, mask)
    x = self.layer1.forward(x, mask)
    x = self.layer2.forward(x, mask)
    x = self.layer3.forward(x, mask)
    x = self.layer4.forward(x, mask)
    x = self.layer5.forward(x, mask).float()

    if mask is not None:
        x = x * mask.view(-1, size, 1)
    pooled = x.sum(1)  # the mean's divisor cancels in what follows
    return pooled / pooled.norm(2, 1, True).clamp_min(1e-12)
