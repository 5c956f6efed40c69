using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Undercast.Host.Settings;

/// <summary>What the server was told, each value from its flag, else its variable, else <c>undercast.json</c>, else the default.</summary>
internal sealed record ServerSettings
{
    public required int Port { get; init; }
    public required string Host { get; init; }
    public required string Data { get; init; }
    public required string? Store { get; init; }
    public required string Durability { get; init; }
    public required string Auth { get; init; }
    public required string DefaultAccount { get; init; }
    public required string Region { get; init; }
    public required string LogLevel { get; init; }
    public required bool Throttle { get; init; }
    public required IReadOnlyDictionary<string, string> StandIns { get; init; }

    public const string InMemory = ":memory:";

    public bool IsLoopback => Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    private static readonly string[] LogLevels = ["trace", "debug", "information", "warning", "error", "none"];

    public static readonly Setting PortSetting = new("port", "4566", "Port for HTTP and TLS; 0 takes a free one", v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? null : "must be a number from 0 to 65535");
    public static readonly Setting HostSetting = new("host", "127.0.0.1", "Address to listen on", v => v is "localhost" || IPAddress.TryParse(v, out _) ? null : "must be an IP address or localhost");
    public static readonly Setting AccountSetting = new("default-account", "000000000000", "Account of the development key 'test'", v => v.Length == 12 && v.All(char.IsAsciiDigit) ? null : "must have 12 digits");
    public static readonly Setting RegionSetting = new("region", "us-east-1", "Region of requests that name none", v => v.Length is > 3 and < 32 && v.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? null : "must be a region name");

    public static readonly Setting[] All =
    [
        PortSetting,
        HostSetting,
        new("data", "./.undercast", "Directory of the data, or :memory:"),
        new("store", null, "Shared store of a cluster, postgres://…", v => v.StartsWith("postgres://", StringComparison.Ordinal) || v.StartsWith("postgresql://", StringComparison.Ordinal) ? null : "must start with postgres://"),
        new("durability", "full", "full: fsync before an answer; relaxed: survives a killed process", OneOf("full", "relaxed")),
        new("auth", "enforce", "enforce, audit (allow and record), open (any key is root)", OneOf("enforce", "audit", "open")),
        AccountSetting,
        RegionSetting,
        new("throttle", "false", "Hold callers to provisioned throughput", OneOf("true", "false"), IsSwitch: true),
        new("stand-ins", null, "Addresses that stand in for systems outside: graph.facebook.com=http://localhost:9000,…", v => ReadStandIns(v) is null ? "must be host=address, with commas between" : null),
        new("log-level", "warning", string.Join(", ", LogLevels), OneOf(LogLevels)),
    ];

    private static Func<string, string?> OneOf(params string[] values) => v => values.Contains(v) ? null : $"must be one of {string.Join(", ", values)}";

    public static ServerSettings Read(Func<Setting, string?> flag, Func<string, string?> variable, string file)
    {
        var members = ReadFile(file);
        string? Value(string name)
        {
            var setting = All.Single(s => s.Name == name);
            var (value, source) = flag(setting) is { } f ? (f, setting.Flag)
                : variable(setting.Variable) is { Length: > 0 } v ? (v, setting.Variable)
                : members.TryGetValue(setting.Member, out var m) ? (m, $"{file}: {setting.Member}")
                : (setting.Default, "default");
            if (value is not null && setting.Problem?.Invoke(value) is { } problem)
                throw new UserFacingException($"{source} is '{value}' but {problem}.", ExitCodes.Usage);
            return value;
        }
        return new ServerSettings
        {
            Port = int.Parse(Value("port")!, CultureInfo.InvariantCulture),
            Host = Value("host")!,
            Data = Value("data")!,
            Store = Value("store"),
            Durability = Value("durability")!,
            Auth = Value("auth")!,
            DefaultAccount = Value("default-account")!,
            Region = Value("region")!,
            LogLevel = Value("log-level")!,
            Throttle = Value("throttle") == "true",
            StandIns = Value("stand-ins") is { } standIns ? ReadStandIns(standIns)! : new Dictionary<string, string>(),
        };
    }

    /// <summary>Addresses by the hosts that they stand in for, or null.</summary>
    private static Dictionary<string, string>? ReadStandIns(string text)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split('=', 2) is not [{ Length: > 0 } host, var address] || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
            all[host] = address.TrimEnd('/');
        }
        return all;
    }

    private static Dictionary<string, string> ReadFile(string file)
    {
        if (!File.Exists(file)) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var members = new Dictionary<string, string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (All.All(s => s.Member != property.Name))
                    throw new UserFacingException($"{file}: unknown setting '{property.Name}'; known are {string.Join(", ", All.Select(s => s.Member))}.", ExitCodes.Usage);
                members[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{file} cannot be read: {e.Message}", ExitCodes.Usage, e);
        }
    }
}
