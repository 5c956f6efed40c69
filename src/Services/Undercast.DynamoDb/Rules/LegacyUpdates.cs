namespace Undercast.DynamoDb;

/// <summary>Turns <c>AttributeUpdates</c> into the changes of an update expression.</summary>
internal static class LegacyUpdates
{
    public const string WrongType = "Type mismatch for attribute to update";

    public static List<UpdateAction> Read(IReadOnlyDictionary<string, AttributeValueUpdate>? updates)
    {
        var actions = new List<UpdateAction>();
        foreach (var (name, update) in updates ?? new Dictionary<string, AttributeValueUpdate>())
        {
            if (update.Value?.Kind == AttributeKind.Invalid) throw Faults.Validation(update.Value.Fault);
            if (update.Value is null && update.Action != "DELETE") throw Faults.Invalid("Only DELETE action is allowed when no attribute value is specified");
            if (update is { Action: "DELETE", Value: { IsSet: false } removed }) throw Faults.Invalid($"DELETE action with value is not supported for the type {removed.Kind}");
            if (update is { Action: "ADD", Value: { IsSet: false, Kind: not (AttributeKind.N or AttributeKind.L) } added })
                throw Faults.Invalid($"ADD action is not supported for the type {added.Kind}");
            actions.Add(Action(AttributePath.Of(name), update));
        }
        return actions;
    }

    private static UpdateAction Action(AttributePath path, AttributeValueUpdate update)
    {
        if (update.Value is not { } value) return new UpdateAction(UpdateKind.Remove, path, null);
        var operand = new ValueOperand(value);
        return update.Action switch
        {
            "DELETE" => new UpdateAction(UpdateKind.Delete, path, operand),
            // AWS: adding a list appends it; expressions have no such thing.
            "ADD" when value.Kind == AttributeKind.L =>
                new UpdateAction(UpdateKind.Set, path, new ListAppendOperand(new IfNotExistsOperand(path, new ValueOperand(AttributeValue.Of(new List<AttributeValue>()))), operand)),
            "ADD" => new UpdateAction(UpdateKind.Add, path, operand),
            _ => new UpdateAction(UpdateKind.Set, path, operand),
        };
    }
}
