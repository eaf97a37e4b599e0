def forward(self, x):
    # type: (Tensor) -> Tensor
    # [B,384] -> [B,28]: P(severity >= 1) .. P(severity >= 7) of Hate, SelfHarm, Sexual, Violence.
    hidden = torch.relu(torch.linear(x, self.hidden_weight, self.hidden_bias))
    # Eight values a category: a step that is never taken, the steps down to levels 2 .. 7, and the logit of level 1.
    # Vector code and scalar code round exp differently; with 4 * 8 values a row fills whole vectors, so a row's
    # result does not depend on the rows beside it.
    raw = torch.linear(hidden, self.output_weight, self.output_bias).view(-1, 4, 8)
    # Softplus makes the steps positive, so no level can pass the one below.
    logits = raw.narrow(2, 7, 1) - torch.cumsum(torch.softplus(raw), 2)
    return torch.sigmoid(logits).narrow(2, 0, 7).reshape(-1, 28)
