using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Ssm;

/// <summary>The operations. Rules first, then one transaction.</summary>
internal sealed partial class SsmService(IStore store) : ISsm
{
    private static ParameterKey KeyOf(string name, CallContext call) => new(call.Account, call.Region, name);

    private static ParameterNotFound NotFound(string name) => new($"Parameter {name} not found.");

    /// <summary>A parameter at a version, a label or as it is now; null when there is none.</summary>
    /// <exception cref="ParameterVersionNotFound">The parameter has no such version or label.</exception>
    private static async ValueTask<Parameter?> ReadAsync(IReadTransaction tx, string given, CallContext call)
    {
        var name = ParameterNames.Split(given, call, out var selector);
        ParameterNames.Check(name);
        var key = KeyOf(name, call);
        if (await SsmTables.Parameters.GetAsync(tx, key) is not { } parameter) return null;
        var version = parameter.Version;
        if (selector is not null && !long.TryParse(selector, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out version))
        {
            if (!parameter.Labels.TryGetValue(selector, out version)) throw new ParameterVersionNotFound($"Systems Manager could not find version {selector} of {name}. Verify the version and try again.");
        }
        if (await SsmTables.Versions.GetAsync(tx, new VersionKey(key, version)) is not { } record)
            throw new ParameterVersionNotFound($"Systems Manager could not find version {version} of {name}. Verify the version and try again.");
        return Show(name, version, record, call, selector is null ? null : ":" + selector);
    }

    private static Parameter Show(string name, long version, VersionRecord record, CallContext call, string? selector = null) => new()
    {
        Name = name,
        Type = record.Type,
        Value = record.Value,
        Version = version,
        Selector = selector,
        LastModifiedDate = record.Modified,
        ARN = ParameterNames.ArnOf(name, call),
        DataType = record.DataType,
    };
}
