using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A macro by the name that templates use.</summary>
internal readonly record struct MacroKey(string Account, string Region, string Name) : ITupleKey<MacroKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static MacroKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>The function that a macro asks, and whose attempt registered it.</summary>
internal sealed record MacroRecord(string FunctionName, Guid Token);
