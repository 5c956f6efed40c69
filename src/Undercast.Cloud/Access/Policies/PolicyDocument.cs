namespace Undercast.Cloud;

/// <summary>A policy, compiled. Immutable, so one instance serves every decision.</summary>
public sealed class PolicyDocument
{
    internal PolicyDocument(PolicyStatement[] statements) => Statements = statements;

    internal PolicyStatement[] Statements { get; }

    /// <summary>A document without statements: it allows nothing.</summary>
    public static PolicyDocument Empty { get; } = new([]);

    /// <summary>Reads a policy's JSON.</summary>
    /// <exception cref="MalformedPolicyException">It is no policy.</exception>
    public static PolicyDocument Parse(string json) => PolicyReader.Read(json);
}

/// <summary>Why a text is no policy, in AWS's words.</summary>
public sealed class MalformedPolicyException(string reason) : Exception(reason);

/// <summary>One statement.</summary>
internal sealed class PolicyStatement
{
    public string? Sid { get; init; }
    public required bool IsDeny { get; init; }
    public required TextPattern[] Actions { get; init; }
    public bool NotAction { get; init; }
    /// <summary>Null in trust policies, which belong to one resource.</summary>
    public ArnPattern[]? Resources { get; init; }
    public bool NotResource { get; init; }
    /// <summary>Null in policies of identities.</summary>
    public PrincipalPattern? Principals { get; init; }
    public bool NotPrincipal { get; init; }
    public Condition[] Conditions { get; init; } = [];

    /// <summary>Whether it speaks of the request, its principals aside.</summary>
    public bool Applies(AccessRequest request) => ActionApplies(request) && ResourceApplies(request) && ConditionsHold(request.Keys);

    public bool ActionApplies(AccessRequest request)
    {
        foreach (var action in Actions)
        {
            // AWS: actions are not case-sensitive.
            if (action.Matches(request.Action, request.Keys, StringComparison.OrdinalIgnoreCase)) return !NotAction;
        }
        return NotAction;
    }

    public bool ResourceApplies(AccessRequest request)
    {
        if (Resources is null) return true;
        foreach (var resource in Resources)
        {
            if (resource.Matches(request.Resource, request.Keys)) return !NotResource;
        }
        return NotResource;
    }

    private bool ConditionsHold(ConditionKeys keys)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(keys)) return false;
        }
        return true;
    }
}
