using System.Diagnostics;
using System.Globalization;

/// <summary>Cold starts of what has no spare: .NET, PHP and a bootstrap of the package, beside the same code started by hand.</summary>
internal static class CompiledBench
{
    private const int Starts = 10;

    // The smallest bootstrap there is: a shell script that answers with the event.
    private const string Shell = """
        #!/bin/sh
        while :; do
          event=$(curl -sS -D /tmp/h "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
          id=$(sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *\([^\r]*\).*/\1/p' /tmp/h)
          curl -sS -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "$event"
        done
        """;

    public static async Task RunAsync(string dll)
    {
        Console.WriteLine("| language | what | p50 ms |");
        Console.WriteLine("| --- | --- | --- |");
        var work = Directory.CreateTempSubdirectory("compiled-bench-").FullName;
        try
        {
            using var cloud = await Cloud.StartAsync(dll, ":memory:");
            await cloud.MakeRoleAsync();
            var program = await PublishAsync(work);
            await ReportAsync(cloud, ".NET", "dotnet", [program], async name => await cloud.MakeFunctionAsync(name, "dotnet10", "Echo::Echo.Function::Handle", "Echo.dll", await File.ReadAllBytesAsync(program)));
            if (Which("php")) await ReportAsync(cloud, "PHP", "php", ["-r", "echo json_encode(json_decode('{}'));"], name => cloud.MakeFunctionAsync(name, "provided.al2023", "index.php", "index.php", "<?php return fn ($event) => $event;".Utf8()));
            // By hand a shell and the two requests that it makes of nobody.
            await ReportAsync(cloud, "custom", "sh", ["-c", "curl -s file:///dev/null; curl -s file:///dev/null; exit 0"], name => cloud.MakeFunctionAsync(name, "provided.al2023", "any", "bootstrap", Shell.Utf8(), executable: true));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task ReportAsync(Cloud cloud, string language, string program, string[] arguments, Func<string, Task> make)
    {
        var byHand = new List<double>();
        var cold = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            using (var process = Process.Start(start)!)
            {
                await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
            }
            byHand.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var name = $"{language.Trim('.')}-{i}";
            await make(name);
            began = Stopwatch.GetTimestamp();
            var answer = await cloud.RestAsync("POST", $"/2015-03-31/functions/{name}/invocations", "{}");
            cold.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (answer is not ("{}" or "[]")) throw new InvalidOperationException(answer);
        }
        foreach (var (what, times) in (ReadOnlySpan<(string, List<double>)>)[("by hand", byHand), ("cold Invoke", cold)])
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language} | {what} | {times.Order().ElementAt(Starts / 2):F1} |"));
    }

    // A program that is also a class library: the same file is started by hand and by the cloud.
    private static async Task<string> PublishAsync(string work)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "Echo.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost></PropertyGroup></Project>");
        await File.WriteAllTextAsync(Path.Combine(work, "Echo.cs"), """
            using System.IO;
            namespace Echo;
            public class Function
            {
                public Stream Handle(Stream input) { var copy = new MemoryStream(); input.CopyTo(copy); copy.Position = 0; return copy; }
                public static void Main() => new Function().Handle(new MemoryStream("{}"u8.ToArray())).CopyTo(System.Console.OpenStandardOutput());
            }
            """);
        using var publish = Process.Start(new ProcessStartInfo("dotnet", $"publish {work} -c Release -o {work}/out --nologo -v quiet"))!;
        await publish.WaitForExitAsync();
        return Path.Combine(work, "out", "Echo.dll");
    }

    private static bool Which(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, program)));
}
