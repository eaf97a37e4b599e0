def forward(self, trunk):
    # type: (Tensor) -> Tensor
    # EfficientNet-Lite0's outputs [B, 2280] -> [B, 21]: P(severity >= 1) .. P(severity >= 7) of Hate, SelfHarm, Violence.
    hidden = torch.relu(torch.linear(trunk.narrow(1, 0, 1280), self.hidden_weight, self.hidden_bias))
    # Eight values a category: a step that is never taken, the steps down to levels 2 .. 7, and the logit of level 1.
    # Vector code and scalar code round exp differently; with 4 * 8 values a row fills whole vectors, so a row's
    # result does not depend on the rows beside it. The fourth category is only there for that.
    raw = torch.linear(hidden, self.output_weight, self.output_bias).view(-1, 4, 8)
    logits = raw.narrow(2, 7, 1) - torch.cumsum(torch.softplus(raw), 2)
    return torch.sigmoid(logits).narrow(1, 0, 3).narrow(2, 0, 7).reshape(-1, 21)
