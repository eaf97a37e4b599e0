def forward(self, x):
    # type: (Tensor) -> Tensor
    # [B,384] -> [B,28]: P(severity >= 1) .. P(severity >= 7) of Hate, SelfHarm, Sexual, Violence.
    hidden = torch.relu(torch.addmm(self.hidden_bias, x, self.hidden_weight))
    raw = torch.addmm(self.output_bias, hidden, self.output_weight).view(-1, 4, 7)
    # The first level's logit, then only steps down (softplus), so no level can pass the one below.
    steps = torch.logaddexp(raw, torch.zeros_like(raw))
    logits = raw[:, :, :1] + steps[:, :, :1] - torch.cumsum(steps, 2)
    return torch.sigmoid(logits).view(-1, 28)
