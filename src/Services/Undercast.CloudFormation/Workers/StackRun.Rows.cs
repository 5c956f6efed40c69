using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

internal sealed partial class StackRun
{
    private async ValueTask<ResourceRecord> KeepAsync(ResourceRecord row, JsonObject? properties = null, string? physicalId = null)
    {
        var kept = await journal.ResourceAsync(row, _stack.ClientToken, properties, physicalId: physicalId, ct: ct);
        lock (_rows) _rows[row.LogicalId] = kept;
        return kept;
    }

    private ResourceRecord[] Snapshot()
    {
        lock (_rows) return [.. _rows.Values];
    }

    private ResourceRecord? RowOf(string id)
    {
        lock (_rows) return _rows.GetValueOrDefault(id) is { } row && StackStatus.Exists(row.Status) ? row : null;
    }

    private ResourceCall CallOf(string logicalId, JsonObject properties, Guid token, bool isRetry, JsonObject? previous = null) => new()
    {
        Calls = calls,
        Caller = _caller,
        Region = journal.Key.Region,
        Properties = (JsonObject)properties.DeepClone(),
        Previous = (JsonObject?)previous?.DeepClone(),
        LogicalId = logicalId,
        StackName = _stack.Name,
        StackId = _stack.Id,
        StackTags = _stack.Source?.Tags ?? new Dictionary<string, string>(),
        Token = token,
        IsRetry = isRetry,
        Time = time,
        Stopping = _stopping,
        Cancelled = ct,
    };

    private TemplateEvaluator EvaluatorFor(Template template, StackRecord stack, IReadOnlyDictionary<string, string> exports) => new(template, new TemplateScope
    {
        Account = journal.Key.Account,
        Region = journal.Key.Region,
        StackName = stack.Name,
        StackId = stack.Id,
        NotificationArns = stack.NotificationArns,
        Parameters = stack.Source!.Values,
        Resource = id => RowOf(id)?.Made is { } made ? (made.PhysicalId, made.Attributes) : null,
        Export = name => exports.GetValueOrDefault(name),
    });
}
