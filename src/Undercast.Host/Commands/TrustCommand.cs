using System.CommandLine;
using System.Diagnostics;
using Undercast.Edge;
using Undercast.Host.Hosting;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Makes this machine trust the local certificate authority, or prints it.</summary>
internal static class TrustCommand
{
    private const string DebianStore = "/usr/local/share/ca-certificates";

    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.All.Where(s => s.Name == "data"));
        var print = new Option<bool>("--print") { Description = "Print the certificate in PEM form and change nothing" };
        var command = new Command("trust", "Makes this machine trust the certificates of the local cloud") { print };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = options.Read(parsed);
            if (settings.Data == ServerSettings.InMemory)
                throw new UserFacingException("a cloud in memory has a new certificate authority at every start; give --data DIR.", ExitCodes.Usage);
            using var authority = LocalAuthority.Open(Server.TlsDirectory(settings), new EdgeOptions().HostSuffixes, TimeProvider.System);
            if (parsed.GetValue(print))
            {
                Terminal.Line(authority.CertificatePem.TrimEnd());
                return ExitCodes.Ok;
            }
            Install(authority.CertificatePem);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Install(string pem)
    {
        const string hint = "print it with 'undercast trust --print' and add it to your system's or browser's authorities";
        if (!Directory.Exists(DebianStore)) throw new UserFacingException($"this system keeps its authorities in another place; {hint}.");
        var file = Path.Combine(DebianStore, "undercast.crt");
        try
        {
            File.WriteAllText(file, pem);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserFacingException($"{file} cannot be written ({e.Message}); run as root, or {hint}.", cause: e);
        }
        using var update = Process.Start(new ProcessStartInfo("update-ca-certificates") { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new UserFacingException("update-ca-certificates cannot be started.");
        update.WaitForExit();
        if (update.ExitCode != 0) throw new UserFacingException($"update-ca-certificates failed: {update.StandardError.ReadToEnd().Trim()}");
        Terminal.Line($"trusted: {file}");
        Terminal.Line("Node.js: export NODE_EXTRA_CA_CERTS=" + file);
        Terminal.Line("AWS CLI and boto3: export AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt");
    }
}
