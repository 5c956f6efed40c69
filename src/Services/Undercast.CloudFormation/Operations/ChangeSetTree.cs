using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Change sets with those that were made for them, and the nested stacks that are there for them only; they go together.</summary>
internal sealed class ChangeSetTree(DateTimeOffset now)
{
    private readonly List<ChangeSetKey> _changeSets = [];
    private readonly List<(StackKey Key, long Order, string EventId)> _stacks = [];

    /// <summary>Some of a stack's change sets.</summary>
    public static async ValueTask<ChangeSetTree> OfAsync(IReadTransaction tx, StackKey key, Func<ChangeSetRecord, bool> which, DateTimeOffset now)
    {
        var tree = new ChangeSetTree(now);
        await tree.AddAllAsync(tx, key, which);
        return tree;
    }

    /// <summary>What nobody needs any more once a stack has a status.</summary>
    public static async ValueTask<ChangeSetTree> LeftByAsync(IReadTransaction tx, StackKey key, StackRecord stack, string status, DateTimeOffset now)
    {
        var tree = new ChangeSetTree(now);
        foreach (var id in stack.Nested.Values) await tree.AddReviewAsync(tx, ChildOf(key, id));
        if (status == StackStatus.DeleteComplete) await tree.AddAllAsync(tx, key, static _ => true);
        return tree;
    }

    /// <summary>Tells the nested stacks of a change set under execution what is planned for those within; their change sets have served.</summary>
    public static async ValueTask HandDownAsync(IWriteTransaction tx, StackKey key, ChangeSetRecord change)
    {
        foreach (var nested in change.Nested)
        {
            var (child, row) = (ChildOf(key, nested.StackId), new ChangeSetKey(CloudFormationTables.UidOf(nested.StackId)!, nested.Name));
            if (await CloudFormationTables.ChangeSets.GetAsync(tx, row) is not { } its) continue;
            CloudFormationTables.ChangeSets.Delete(tx, row);
            if (nested.Changes && await CloudFormationTables.Stacks.GetAsync(tx, child) is { IsLive: true } stack)
                await CloudFormationTables.Stacks.PutAsync(tx, child, stack with { Nested = its.NestedStacks() });
            await HandDownAsync(tx, child, its);
        }
    }

    /// <summary>Removes the change sets, and the stacks that still wait for their review.</summary>
    public async ValueTask DropAsync(IWriteTransaction tx)
    {
        foreach (var key in _changeSets) CloudFormationTables.ChangeSets.Delete(tx, key);
        foreach (var (key, order, eventId) in _stacks)
        {
            if (await CloudFormationTables.Stacks.GetAsync(tx, key) is not { Status: StackStatus.ReviewInProgress } stack) continue;
            stack = stack with { Status = StackStatus.DeleteComplete, Deleted = now };
            await CloudFormationTables.Stacks.PutAsync(tx, key, stack);
            StackJournal.PutEvent(tx, stack, order, eventId, now);
        }
    }

    private static StackKey ChildOf(StackKey key, string stackId) => key with { Uid = CloudFormationTables.UidOf(stackId)! };

    private async ValueTask AddAllAsync(IReadTransaction tx, StackKey key, Func<ChangeSetRecord, bool> which)
    {
        foreach (var (_, change) in await CloudFormationTables.ChangeSets.RangeAsync(tx, CloudFormationTables.ChangeSets.Prefix(key.Uid)))
        {
            if (which(change)) await AddAsync(tx, key, change);
        }
    }

    private async ValueTask AddAsync(IReadTransaction tx, StackKey key, ChangeSetRecord change)
    {
        _changeSets.Add(new ChangeSetKey(key.Uid, change.Name));
        foreach (var nested in change.Nested)
        {
            var child = ChildOf(key, nested.StackId);
            if (nested.Creates) await AddReviewAsync(tx, child);
            else if (await CloudFormationTables.ChangeSets.GetAsync(tx, new ChangeSetKey(child.Uid, nested.Name)) is { } its) await AddAsync(tx, child, its);
        }
    }

    private async ValueTask AddReviewAsync(IReadTransaction tx, StackKey key)
    {
        if (await CloudFormationTables.Stacks.GetAsync(tx, key) is not { Status: StackStatus.ReviewInProgress } stack) return;
        foreach (var id in stack.Nested.Values) await AddReviewAsync(tx, ChildOf(key, id));
        await AddAllAsync(tx, key, static _ => true);
        _stacks.Add((key, TimeOrder.Next(now), Ids.NewGuid().ToString()));
    }
}
