namespace Undercast.DynamoDb;

internal enum UpdateKind
{
    Set,
    Add,
    Delete,
    Remove,
}

/// <summary>One change of an update expression.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Path">Where.</param>
/// <param name="Value">With what; null for a removal.</param>
internal sealed record UpdateAction(UpdateKind Kind, AttributePath Path, Operand? Value);

/// <summary>A sum or difference in an update.</summary>
internal sealed class SumOperand(Operand left, Operand right, bool subtract) : Operand
{
    public override AttributeValue Of(AttributeMap? item)
    {
        var (a, b) = (Updates.Existing(left, item), Updates.Existing(right, item));
        if (a.Kind != AttributeKind.N || b.Kind != AttributeKind.N) throw Faults.Validation(Updates.WrongType);
        return AttributeValue.Number(DynamoNumber.Add(a.Bytes, b.Bytes, subtract, out var fault) ?? throw Faults.Validation(fault!));
    }
}

internal sealed class IfNotExistsOperand(AttributePath path, Operand otherwise) : Operand
{
    public Operand Otherwise => otherwise;

    public override AttributeValue? Of(AttributeMap? item) => path.Find(item) ?? otherwise.Of(item);
}

internal sealed class ListAppendOperand(Operand left, Operand right) : Operand
{
    public override AttributeValue Of(AttributeMap? item)
    {
        var (a, b) = (Updates.Existing(left, item), Updates.Existing(right, item));
        if (a.Kind != AttributeKind.L || b.Kind != AttributeKind.L) throw Faults.Validation(Updates.WrongType);
        return AttributeValue.Of([.. a.List, .. b.List]);
    }
}

/// <summary>Applies changes to items.</summary>
internal static class Updates
{
    public const string WrongType = "An operand in the update expression has an incorrect data type";
    private const string BadPath = "The document path provided in the update expression is invalid for update";

    public static AttributeValue Existing(Operand operand, AttributeMap? item) =>
        operand.Of(item) ?? throw Faults.Validation("The provided expression refers to an attribute that does not exist in the item");

    /// <summary>The item after all changes. Every operand is worth what it was before the first change.</summary>
    public static AttributeMap Apply(AttributeMap before, IReadOnlyList<UpdateAction> actions)
    {
        var values = new AttributeValue?[actions.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (actions[i].Value is { } operand) values[i] = Existing(operand, before);
        }
        var item = before.Copy();
        // AWS: places in lists are those of the list as it was; so removals come last, and from the end.
        foreach (var i in Order(actions))
        {
            var action = actions[i];
            var changed = Change(item[action.Path.Head], action, values[i], 1);
            if (changed is null) item.Values.Remove(action.Path.Head);
            else item.Values[action.Path.Head] = changed;
        }
        return item;
    }

    private static IEnumerable<int> Order(IReadOnlyList<UpdateAction> actions) => Enumerable.Range(0, actions.Count)
        .OrderBy(i => actions[i].Kind == UpdateKind.Remove ? 1 : 0)
        .ThenBy(i => actions[i].Kind == UpdateKind.Remove ? -actions[i].Path.Steps[^1].Index : actions[i].Path.Steps[^1].Index);

    // What stands at the first steps of the path after the change. What is on the way is copied, not changed: others may hold it.
    private static AttributeValue? Change(AttributeValue? at, UpdateAction action, AttributeValue? value, int depth)
    {
        if (depth == action.Path.Steps.Length) return Final(at, action.Kind, value);
        var step = action.Path.Steps[depth];
        if (step.Name is { } name)
        {
            if (at is not { Kind: AttributeKind.M }) throw Faults.Validation(BadPath);
            var map = at.Map.Copy();
            var inner = Change(map[name], action, value, depth + 1);
            if (inner is null) map.Values.Remove(name);
            else map.Values[name] = inner;
            return AttributeValue.Of(map);
        }
        if (at is not { Kind: AttributeKind.L }) throw Faults.Validation(BadPath);
        var list = new List<AttributeValue>(at.List);
        var element = Change(step.Index < list.Count ? list[step.Index] : null, action, value, depth + 1);
        if (step.Index < list.Count)
        {
            if (element is null) list.RemoveAt(step.Index);
            else list[step.Index] = element;
        }
        // AWS: a place behind the end means the end.
        else if (element is not null) list.Add(element);
        return AttributeValue.Of(list);
    }

    private static AttributeValue? Final(AttributeValue? at, UpdateKind kind, AttributeValue? value)
    {
        switch (kind)
        {
            case UpdateKind.Set: return value;
            case UpdateKind.Remove: return null;
            case UpdateKind.Delete:
                if (at is null) return null;
                if (at.Kind != value!.Kind || !at.IsSet) throw Faults.Validation(WrongType);
                return SetRules.Except(at, value);
            default:
                if (at is null) return value;
                if (at.Kind != value!.Kind) throw Faults.Validation(WrongType);
                if (at.IsSet) return SetRules.Union(at, value);
                return AttributeValue.Number(DynamoNumber.Add(at.Bytes, value.Bytes, false, out var fault) ?? throw Faults.Validation(fault!));
        }
    }
}
