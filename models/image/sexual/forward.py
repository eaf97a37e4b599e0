def forward(self, nsfw, trunk):
    # type: (Tensor, Tensor) -> Tensor
    # open_nsfw's outputs [B, 1025] and EfficientNet-Lite0's [B, 2280] -> [B, 7]: P(severity >= 1) .. P(severity >= 7).
    # Everything is done in rows of 32 equal values: vector code and scalar code round exp differently, and so a row's
    # result does not depend on the rows beside it.
    score = nsfw.narrow(1, 0, 1).expand(-1, 32).contiguous().clamp(1e-6, 0.999999)
    mistaken = torch.linear(trunk.narrow(1, 0, 1280), self.brake_weight, self.brake_bias).expand(-1, 32).contiguous()
    base = torch.log(score) - torch.log(1 - score) - self.strength * torch.sigmoid(mistaken)
    # As in the harm head: a step never taken, the steps down to levels 2 .. 7, and the logit of level 1.
    ladder = self.ladder.view(1, 4, 8)
    logits = base.view(-1, 4, 8) + ladder.narrow(2, 7, 1) - torch.cumsum(torch.softplus(ladder), 2)
    return torch.sigmoid(logits).select(1, 0).narrow(1, 0, 7).contiguous()
