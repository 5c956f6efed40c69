namespace Undercast.CloudFormation;

/// <summary>Where an operation on a stack set goes, and how many failures it bears.</summary>
internal static class StackSetRules
{
    // AWS: the roles that a stack set uses when it names none.
    public const string AdministrationRole = "AWSCloudFormationStackSetAdministrationRole";
    public const string ExecutionRole = "AWSCloudFormationStackSetExecutionRole";

    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > 128 || !char.IsAsciiLetter(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw CloudFormationFaults.Invalid($"1 validation error detected: Value '{name}' at 'stackSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
    }

    /// <exception cref="Kernel.CommonException">Two members contradict each other.</exception>
    public static void Check(StackSetOperationPreferences? preferences)
    {
        if (preferences is null) return;
        if (preferences.FailureToleranceCount is not null && preferences.FailureTolerancePercentage is not null) throw CloudFormationFaults.Invalid("You cannot specify both FailureToleranceCount and FailureTolerancePercentage");
        if (preferences.MaxConcurrentCount is not null && preferences.MaxConcurrentPercentage is not null) throw CloudFormationFaults.Invalid("You cannot specify both MaxConcurrentCount and MaxConcurrentPercentage");
        // AWS: "at most one more than the failure tolerance", unless the mode says otherwise.
        if (preferences is { MaxConcurrentCount: { } most, FailureToleranceCount: { } borne, ConcurrencyMode: not "SOFT_FAILURE_TOLERANCE" } && most > borne + 1)
            throw CloudFormationFaults.Invalid("MaxConcurrentCount must be at most one more than FailureToleranceCount");
    }

    /// <summary>The regions in their order, each with the accounts.</summary>
    /// <exception cref="Kernel.CommonException">The order names a region that is not meant.</exception>
    public static IReadOnlyList<StackSetRegion> Order(IEnumerable<(string Account, string Region)> places, IReadOnlyList<string>? order)
    {
        var groups = places.Distinct().GroupBy(p => p.Region).Select(g => new StackSetRegion(g.Key, [.. g.Select(p => p.Account)])).ToArray();
        if (order is null) return groups;
        if (order.Where(r => groups.All(g => g.Region != r)).ToArray() is { Length: > 0 } strange) throw CloudFormationFaults.Invalid($"RegionOrder names regions that the operation does not: [{string.Join(", ", strange)}]");
        return [.. groups.OrderBy(g => order.ToList().IndexOf(g.Region) is >= 0 and var at ? at : int.MaxValue)];
    }

    /// <summary>How many failures of a region leave it going.</summary>
    public static int Tolerance(StackSetOperationPreferences? preferences, int accounts) =>
        preferences?.FailureToleranceCount ?? (preferences?.FailureTolerancePercentage is { } part ? accounts * part / 100 : 0);

    /// <summary>How many places of a region are worked on at once.</summary>
    public static int Concurrency(StackSetOperationPreferences? preferences, int accounts)
    {
        // AWS: a percentage is rounded down, but never to none.
        var wanted = preferences?.MaxConcurrentCount ?? (preferences?.MaxConcurrentPercentage is { } part ? Math.Max(1, accounts * part / 100) : 1);
        return preferences?.ConcurrencyMode == "SOFT_FAILURE_TOLERANCE" ? wanted : Math.Min(wanted, Tolerance(preferences, accounts) + 1);
    }

    /// <summary>The values that a stack of the set gets: its own before the set's.</summary>
    public static Dictionary<string, string> Values(StackSetRecord set, IReadOnlyDictionary<string, string> own)
    {
        var values = new Dictionary<string, string>(set.Parameters, StringComparer.Ordinal);
        foreach (var (key, value) in own) values[key] = value;
        return values;
    }

    /// <summary>Own values after a call: none given leaves them, an empty list takes them back.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static IReadOnlyDictionary<string, string> Overrides(StackSetRecord set, IReadOnlyList<Parameter>? given, IReadOnlyDictionary<string, string> before)
    {
        if (given is null) return before;
        var strange = given.Select(p => p.ParameterKey ?? "").Where(k => !set.Parameters.ContainsKey(k)).ToArray();
        if (strange.Length > 0) throw CloudFormationFaults.Invalid($"Parameters: [{string.Join(", ", strange)}] do not exist in the template");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in given)
        {
            var value = parameter.UsePreviousValue == true ? before.GetValueOrDefault(parameter.ParameterKey!) : parameter.ParameterValue;
            if (value is not null) values[parameter.ParameterKey!] = value;
        }
        return values;
    }
}
