def forward(self, x):
    # type: (Tensor) -> Tensor
    # [B,384] -> [B,28]: P(severity >= 1) .. P(severity >= 7) of Hate, SelfHarm, Sexual, Violence.
    hidden = torch.relu(torch.linear(x, self.hidden_weight, self.hidden_bias))
    raw = torch.linear(hidden, self.output_weight, self.output_bias).view(-1, 4, 7)
    # Vector code and scalar code round exp differently. With 4 * 8 values a row fills whole vectors, so a
    # row's result does not depend on the rows beside it.
    raw = torch.constant_pad_nd(raw, [0, 1])
    # The first level's logit, then only steps down (softplus), so no level can pass the one below.
    steps = torch.logaddexp(raw, torch.zeros_like(raw))
    logits = raw[:, :, :1] + steps[:, :, :1] - torch.cumsum(steps, 2)
    return torch.sigmoid(logits)[:, :, :7].reshape(-1, 28)
