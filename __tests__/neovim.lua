-- Neovim as a writer has it, without hands: shows the findings in the file it was opened with, takes the quick fix on
-- the line that it is told, and prints both states as JSON. Runs on Neovim 0.7 and later.
local server, line = vim.env.SERVER, tonumber(vim.env.LINE)
local settings = {name = 'remark', cmd = {'node', server, '--stdio'}, root_dir = vim.fn.getcwd(), settings = {remark = {requireConfig = true}}}

local function start()
  if vim.lsp.start then return vim.lsp.start(settings) end
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(settings))
end

local function findings()
  return vim.tbl_map(function(one)
    return {lnum = one.lnum, col = one.col, end_lnum = one.end_lnum, end_col = one.end_col, severity = one.severity, source = one.source, message = one.message}
  end, vim.diagnostic.get(0))
end

local function await(what, condition)
  if not vim.wait(30000, condition, 10) then error('waited in vain for ' .. what) end
end

local function run()
  start()
  await('findings', function() return #vim.diagnostic.get(0) > 0 end)
  local before = findings()

  local offered = {}
  vim.ui.select = function(items, options, choose)
    offered = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  vim.api.nvim_win_set_cursor(0, {line, 0})
  vim.lsp.buf.code_action()
  await('fewer findings', function() return #vim.diagnostic.get(0) < #before end)
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, true)[1]
  io.stdout:write(vim.fn.json_encode({before = before, offered = offered, line = text, after = findings()}))
end

vim.api.nvim_create_autocmd('VimEnter', {
  callback = function()
    local worked, reason = pcall(run)
    if not worked then io.stderr:write(reason .. '\n') end
    vim.cmd(worked and 'qall!' or 'cquit!')
  end
})
