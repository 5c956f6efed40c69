using System.CommandLine;

namespace Undercast.Host.Settings;

/// <summary>The flags of a command for some of the settings.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<string, Option<string?>> _options;

    public SettingOptions(params IEnumerable<Setting> settings) => _options = settings.ToDictionary(s => s.Name, s => s.Option());

    public void AddTo(Command command)
    {
        foreach (var option in _options.Values) command.Options.Add(option);
    }

    public ServerSettings Read(ParseResult parsed) => ServerSettings.Read(
        setting => _options.TryGetValue(setting.Name, out var option) ? parsed.GetValue(option) ?? (setting.IsSwitch && parsed.GetResult(option) is { Implicit: false } ? "true" : null) : null,
        Environment.GetEnvironmentVariable,
        "undercast.json");
}
