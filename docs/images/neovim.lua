-- Neovim for the picture: its own language client and diagnostics, and nothing else on the screen.
for option, value in pairs({termguicolors = true, number = true, signcolumn = 'yes', wrap = false, ruler = false, laststatus = 0, cmdheight = 0, shortmess = 'F'}) do
  vim.o[option] = value
end
vim.diagnostic.config({virtual_text = {prefix = '●', format = function(one) return one.message:match('[^\n]*') end}, severity_sort = true})
for _, group in ipairs({'Normal', 'SignColumn'}) do vim.api.nvim_set_hl(0, group, {}) end
-- Colours of underlines are more than the picture's maker understands.
for _, severity in ipairs({'Error', 'Warn'}) do vim.api.nvim_set_hl(0, 'DiagnosticUnderline' .. severity, {underline = true}) end
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'markdown',
  callback = function()
    vim.lsp.start({name = 'remark', cmd = {'node', vim.env.SERVER, '--stdio'}, root_dir = vim.fn.getcwd(), settings = {remark = {requireConfig = true}}})
  end
})
