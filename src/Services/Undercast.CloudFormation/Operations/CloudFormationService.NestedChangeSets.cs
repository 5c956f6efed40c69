using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    // AWS: the state and words of a nested change set that would succeed.
    private const string FromRootOnly = "Only executable from the root change set.";

    /// <summary>A change set in the making whose nested stacks get theirs.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="RootId">The change set that was asked for, unless this is it.</param>
    /// <param name="Tree">Every change set below the root's.</param>
    private sealed record Branch(string Name, string Id, string? RootId, List<PlannedChangeSet> Tree)
    {
        /// <summary>How many stacks are above.</summary>
        public int Depth { get; init; }

        public List<NestedChangeSet> Children { get; } = [];

        /// <summary>Why it fails for what is nested in it.</summary>
        public string? Failure { get; set; }
    }

    /// <summary>A nested change set, and its stack where that is new.</summary>
    private sealed record PlannedChangeSet(StackKey Key, StackRecord Stack, bool Creates, ChangeSetRecord Change, long Order, string EventId)
    {
        public void Put(IWriteTransaction tx, DateTimeOffset now)
        {
            if (Creates)
            {
                CloudFormationTables.Stacks.PutFresh(tx, Key, Stack);
                StackJournal.PutEvent(tx, Stack, Order, EventId, now);
            }
            CloudFormationTables.ChangeSets.Put(tx, new ChangeSetKey(Key.Uid, Change.Name), Change);
        }
    }

    private static string ChangeSetIdOf(string name, string uid, CallContext call) => $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:changeSet/{name}/{uid}";

    /// <summary>The change set of a nested stack, from what its parent would give it.</summary>
    private async ValueTask<NestedOutcome> PlanNestedAsync(Branch above, StackRecord parent, StackSource source, string logicalId, JsonObject properties, ResourceRecord? row, CallContext call)
    {
        var existing = row is { Type: StackJournal.StackType, Made.PhysicalId: { } physical } ? await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, physical), call.Cancelled) : null;
        if (existing is { Stack.IsLive: false }) existing = null;
        var key = existing?.Key ?? new StackKey(call.Account, call.Region, Ids.NewGuid().ToString());
        var stack = existing?.Stack ?? NewStack(ResourceCall.MakeName(parent.Name, logicalId, Ids.NewGuid(), 128), StackStatus.ReviewInProgress, Ids.NewGuid().ToString(), call, key.Uid) with
        {
            Reason = "User Initiated", ParentId = parent.Id, RootId = parent.RootId ?? parent.Id,
        };
        var name = ResourceCall.MakeName(above.Name, logicalId, Ids.NewGuid(), 128);
        var branch = new Branch(name, ChangeSetIdOf(name, Ids.NewGuid().ToString(), call), above.RootId ?? above.Id, above.Tree) { Depth = above.Depth + 1 };
        var planned = new StackSource { Original = "", Processed = "", Parameters = new Dictionary<string, string>(), Tags = new Dictionary<string, string>() };
        IReadOnlyList<PlannedChange> changes = [];
        string? failure;
        try
        {
            NestedStackType.CheckDepth(branch.Depth);
            if (existing is not null) StackNames.CheckUpdatable(stack);
            var text = await sources.TextAsync(null, (string?)properties["TemplateURL"], call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
            planned = planned with { Original = text };
            var parameters = (properties["Parameters"] as JsonObject ?? []).Select(p => new Parameter { ParameterKey = p.Key, ParameterValue = (string?)p.Value }).ToArray();
            var prepared = await sources.PrepareAsync(text, stack.Name, parameters, null, TagsUnder(source, properties["Tags"] as JsonArray), source.Capabilities, call, planned: true);
            planned = prepared.Source;
            stack = stack with { Description = prepared.Template.Description };
            changes = await PlanAsync(prepared, key, stack, stack.Source, new Dictionary<string, string>(), call, branch);
            failure = branch.Failure ?? (changes.Count == 0 && stack.Source is { } before && !StackPlan.Differs(before, planned) ? NoChanges : null);
        }
        catch (AwsException e)
        {
            // As with everything that a nested stack runs into, its status tells it.
            failure = e.Message;
        }
        var change = new ChangeSetRecord
        {
            Name = name,
            Id = branch.Id,
            Kind = existing is null ? "CREATE" : "UPDATE",
            Status = failure is null ? StackStatus.CreateComplete : "FAILED",
            ExecutionStatus = "UNAVAILABLE",
            Reason = failure ?? FromRootOnly,
            Created = call.Now,
            Source = planned,
            Changes = changes,
            IncludesNested = true,
            ParentId = above.Id,
            RootId = branch.RootId,
            Nested = branch.Children,
        };
        above.Tree.Add(new PlannedChangeSet(key, stack, existing is null, change, TimeOrder.Next(call.Now), Ids.NewGuid().ToString()));
        above.Children.Add(new NestedChangeSet(logicalId, stack.Id, name, existing is null, failure is null));
        // AWS: nothing to do is a failure of the nested change set only.
        if (failure is not null && failure != NoChanges) above.Failure ??= $"Nested change set {change.Id} was not successfully created: Currently in FAILED.";
        return new NestedOutcome(change.Id, failure is null);
    }

    private static Tag[] TagsUnder(StackSource source, JsonArray? own)
    {
        var tags = new SortedDictionary<string, string>(source.Tags.ToDictionary(), StringComparer.Ordinal);
        foreach (var tag in own ?? []) tags[(string?)tag?["Key"] ?? ""] = (string?)tag?["Value"] ?? "";
        return [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })];
    }
}
