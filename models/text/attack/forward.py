def forward(self, x):
    # type: (Tensor) -> Tensor
    # [B,384] -> [B,1]: probability that the text attacks an assistant's instructions.
    hidden = torch.relu(torch.addmm(self.hidden_bias, x, self.hidden_weight))
    return torch.sigmoid(torch.addmm(self.output_bias, hidden, self.output_weight))
