using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class StackRun
{
    /// <summary>Takes resources that exist into the stack; nothing about them changes. If one cannot be taken, none is.</summary>
    private async ValueTask ImportAsync()
    {
        var template = Template.Check(TemplateReader.Read(_stack.Source!.Processed));
        var evaluator = EvaluatorFor(template, _stack, await StackExports.ReadAsync(store, journal.Key, ct));
        var graph = TemplateReferences.Dependencies(template, evaluator.Holds);
        var failed = new List<string>();
        foreach (var (id, identifier) in _stack.Imported)
        {
            if (RowOf(id) is { Status: StackStatus.ImportComplete }) continue;
            var definition = template.Resources[id];
            var row = new ResourceRecord
            {
                LogicalId = id,
                Type = definition.Type,
                Status = StackStatus.ImportInProgress,
                Changed = journal.Now,
                OperationId = _stack.OperationId,
                Token = Ids.NewGuid(),
                DependsOn = [.. graph[id]],
                DeletionPolicy = PolicyOf(definition.DeletionPolicy, evaluator),
                UpdateReplacePolicy = PolicyOf(definition.UpdateReplacePolicy, evaluator),
                Metadata = definition.Metadata?.ToJsonString(),
            };
            JsonObject? properties = null;
            try
            {
                var type = types.Find(definition.Type)!;
                properties = PropertyRules.Check(type.Schema, evaluator.Resolve(definition.Properties) as JsonObject ?? [], out var findings);
                if (findings.Count > 0) throw CloudFormationFaults.Invalid($"Properties validation failed for resource {id} with message:\n[{string.Join(", ", findings)}]");
                await KeepAsync(row, properties, identifier);
                var model = await type.ReadAsync(CallOf(id, properties, row.Token, false), identifier) ?? throw new ReasonException($"Resource {identifier} of type {definition.Type} does not exist");
                await KeepAsync(row with { Status = StackStatus.ImportComplete, Made = new MadeResource(definition.Type, model.Id, properties, model.Attributes, row.Token) }, properties);
            }
            catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
            {
                failed.Add(id);
                await KeepAsync(row with { Status = StackStatus.ImportFailed, Reason = HandlerFaults.Explain(e, row.Token) }, properties, identifier);
            }
        }
        if (failed.Count == 0)
        {
            var outputs = OutputsOf(template, evaluator);
            await BecomeAsync(StackStatus.ImportComplete, null, s => s with { Outputs = outputs, Before = null, Imported = new Dictionary<string, string>() }, (tx, s) => StackExports.PutAsync(tx, journal.Key, s));
            return;
        }
        foreach (var id in _stack.Imported.Keys)
        {
            if (RowOf(id) is { } row) await RemoveRowAsync(row with { Status = StackStatus.ImportRollbackComplete });
        }
        await BecomeAsync(StackStatus.ImportRollbackComplete, $"The following resource(s) failed to import: [{string.Join(", ", failed)}]. ", s => s with { Source = s.Before, Before = null, Imported = new Dictionary<string, string>() });
    }
}
