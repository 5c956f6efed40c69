using System.Text;
using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.Ssm;

internal sealed partial class SsmService
{
    // AWS: a hundred versions; the oldest goes, unless it has a label.
    private const int MaxVersions = 100;
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;
    private const int MaxTags = 50;
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(100);

    public async ValueTask<PutParameterOutput> PutParameter(PutParameterInput input, CallContext call)
    {
        if (input.Value.Length == 0) throw ParameterNames.Invalid("1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.");
        var overwrite = input.Overwrite == true;
        if (overwrite && input.Tags is { Count: > 0 })
            throw ParameterNames.Invalid("Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.");
        if (Arn.TryParse(input.Name, out _)) throw ParameterNames.Invalid("Parameter name must not be an ARN.");
        ParameterNames.CheckNew(input.Name);
        if (input.Type == "SecureString") throw CommonException.NotSupported("The parameter type SecureString");
        if (input.DataType is { } kind && kind != "text")
        {
            if (kind is "aws:ec2:image" or "aws:ssm:integration") throw CommonException.NotSupported($"The data type {kind}");
            throw ParameterNames.Invalid($"The following data type is not supported: {kind} (Data type names are all lowercase.)");
        }
        if (input.AllowedPattern is { Length: > 0 } pattern && !Matches(pattern, input.Value))
            throw new ParameterPatternMismatchException($"Parameter value, cannot be validated against allowedPattern: {pattern}");
        var bytes = Encoding.UTF8.GetByteCount(input.Value);
        var tier = input.Tier switch { "Intelligent-Tiering" => bytes > StandardBytes ? "Advanced" : "Standard", null => null, var said => said };
        return await store.WriteAsync(
            async tx =>
            {
                var key = KeyOf(input.Name, call);
                var known = await SsmTables.Parameters.GetAsync(tx, key);
                if (known is not null && !overwrite) throw new ParameterAlreadyExists("The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
                var before = known is null ? null : await SsmTables.Versions.GetAsync(tx, new VersionKey(key, known.Version));
                var type = input.Type ?? before?.Type ?? throw ParameterNames.Invalid("A parameter type is required when you create a parameter.");
                if (before is not null && before.Type != type)
                    throw new HierarchyTypeMismatchException($"The parameter {input.Name} has the type {before.Type}, which cannot be changed.");
                // AWS: an advanced parameter does not go back.
                if (before?.Tier == "Advanced" && tier == "Standard")
                    throw ParameterNames.Invalid("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If you must downgrade this parameter, then delete the parameter and recreate it with the standard tier.");
                var chosen = tier ?? before?.Tier ?? "Standard";
                if (bytes > (chosen == "Standard" ? StandardBytes : AdvancedBytes))
                {
                    throw ParameterNames.Invalid(chosen == "Standard"
                        ? "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
                        : "Advanced tier parameters support a maximum parameter value of 8192 characters.");
                }
                var version = (known?.Version ?? 0) + 1;
                if (version > MaxVersions)
                {
                    var oldest = version - MaxVersions;
                    if (known!.Labels.Values.Contains(oldest))
                        throw new ParameterMaxVersionLimitExceeded($"You attempted to create a new version of {input.Name} by calling the PutParameter API with the overwrite flag. Version {oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.");
                    SsmTables.Versions.Delete(tx, new VersionKey(key, oldest));
                }
                SsmTables.Parameters.Put(tx, key, (known ?? new ParameterRecord { Version = version, Tags = Tagged(new Dictionary<string, string>(), input.Tags) }) with { Version = version });
                SsmTables.Versions.Put(tx, new VersionKey(key, version), new VersionRecord
                {
                    Type = type,
                    Value = input.Value,
                    Tier = chosen,
                    DataType = input.DataType ?? "text",
                    Modified = call.Now,
                    ModifiedBy = call.Caller.Arn,
                    Description = input.Description ?? before?.Description,
                    AllowedPattern = input.AllowedPattern,
                });
                return new PutParameterOutput { Version = version, Tier = chosen };
            },
            call.Cancelled);
    }

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, MatchTime);
        }
        catch (ArgumentException)
        {
            throw new InvalidAllowedPatternException($"The request does not meet the regular expression requirement: {pattern}");
        }
        catch (RegexMatchTimeoutException)
        {
            throw new InvalidAllowedPatternException($"The allowed pattern takes too long to match: {pattern}");
        }
    }

    private static Dictionary<string, string> Tagged(IReadOnlyDictionary<string, string> tags, IReadOnlyList<Tag>? added)
    {
        var all = new Dictionary<string, string>(tags);
        foreach (var tag in added ?? []) all[tag.Key] = tag.Value;
        return all.Count <= MaxTags ? all : throw new TooManyTagsError($"A parameter can have at most {MaxTags} tags.");
    }
}
