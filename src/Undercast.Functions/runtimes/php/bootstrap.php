<?php
// The PHP bootstrap: loads the handler, then takes calls from the Runtime API one by one.
declare(strict_types=1);

// Apart from the names of the function's own.
namespace Undercast\Runtime;

use Exception;
use ParseError;
use Throwable;

const API = '/2018-06-01/runtime';

/** HTTP over one connection, no more than this endpoint needs. */
final class Connection
{
    /** @var resource */
    private $stream;

    public function __construct(string $path)
    {
        $this->stream = stream_socket_client("unix://$path") ?: exit(1);
        stream_set_timeout($this->stream, 1 << 30);
    }

    /** @return array{array<string, string>, string} headers and body */
    public function exchange(string $method, string $target, string $body = '', ?string $errorType = null): array
    {
        $request = "$method " . API . "/$target HTTP/1.1\r\nHost: runtime\r\nContent-Length: " . strlen($body) . "\r\n";
        if ($errorType !== null) $request .= "Lambda-Runtime-Function-Error-Type: $errorType\r\n";
        for ($rest = "$request\r\n$body"; $rest !== ''; $rest = substr($rest, $written)) {
            $written = fwrite($this->stream, $rest);
            // The server has gone: so does this process.
            if ($written === false || $written === 0) exit(0);
        }
        $headers = [];
        for ($line = $this->line(); ($line = $this->line()) !== '';) {
            [$name, $value] = explode(':', $line, 2);
            $headers[strtolower($name)] = trim($value);
        }
        $answer = '';
        for ($left = (int) ($headers['content-length'] ?? 0); $left > 0; $left -= strlen($piece)) {
            $piece = fread($this->stream, $left);
            if ($piece === false || $piece === '') exit(0);
            $answer .= $piece;
        }
        return [$headers, $answer];
    }

    private function line(): string
    {
        $line = fgets($this->stream);
        if ($line === false) exit(0);
        return rtrim($line, "\r\n");
    }
}

/** What a handler learns of its call. */
final class Context
{
    public readonly string $awsRequestId;
    public readonly string $invokedFunctionArn;
    public readonly string $functionName;
    public readonly string $functionVersion;
    public readonly int $memoryLimitInMB;
    public readonly string $logGroupName;
    public readonly string $logStreamName;
    public readonly ?string $traceId;
    private readonly int $deadline;

    /** @param array<string, string> $headers */
    public function __construct(array $headers)
    {
        $this->awsRequestId = $headers['lambda-runtime-aws-request-id'];
        $this->invokedFunctionArn = $headers['lambda-runtime-invoked-function-arn'];
        $this->deadline = (int) $headers['lambda-runtime-deadline-ms'];
        $this->traceId = $headers['lambda-runtime-trace-id'] ?? null;
        $this->functionName = (string) getenv('AWS_LAMBDA_FUNCTION_NAME');
        $this->functionVersion = (string) getenv('AWS_LAMBDA_FUNCTION_VERSION');
        $this->memoryLimitInMB = (int) getenv('AWS_LAMBDA_FUNCTION_MEMORY_SIZE');
        $this->logGroupName = (string) getenv('AWS_LAMBDA_LOG_GROUP_NAME');
        $this->logStreamName = (string) getenv('AWS_LAMBDA_LOG_STREAM_NAME');
    }

    // As existing layers for PHP name them.
    public function getAwsRequestId(): string { return $this->awsRequestId; }
    public function getInvokedFunctionArn(): string { return $this->invokedFunctionArn; }
    public function getTraceId(): ?string { return $this->traceId; }
    public function getRemainingTimeInMillis(): int { return max(0, $this->deadline - (int) (microtime(true) * 1000)); }
}

final class HandlerNotFound extends Exception {}

// AWS: its own runtimes name what cannot be loaded so.
function kind(Throwable $error): string
{
    return match (true) { $error instanceof HandlerNotFound => 'Runtime.HandlerNotFound', $error instanceof ParseError => 'Runtime.UserCodeSyntaxError', default => get_class($error) };
}

function describe(Throwable $error): string
{
    $document = ['errorType' => kind($error), 'errorMessage' => $error->getMessage(), 'stackTrace' => explode("\n", $error->getTraceAsString())];
    return json_encode($document, JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_SLASHES);
}

function report(Throwable $error): void
{
    // The lines of one record stay one event: the separator becomes a line end again in the log.
    fwrite(STDOUT, str_replace("\n", "\x1e", '[ERROR] ' . $error) . "\n");
}

/** "index.php" answers with its function; "index.handler" names a function of index.php. */
function load(string $spec): callable
{
    $root = getenv('LAMBDA_TASK_ROOT');
    if (is_file("$root/vendor/autoload.php")) require_once "$root/vendor/autoload.php";
    if (str_ends_with($spec, '.php')) {
        $handler = require "$root/$spec";
        if (!is_callable($handler)) throw new HandlerNotFound("$spec does not return a function");
        return $handler;
    }
    $dot = (int) strrpos($spec, '.');
    $name = substr($spec, $dot + 1);
    require "$root/" . substr($spec, 0, $dot) . '.php';
    if (!is_callable($name)) throw new HandlerNotFound("$name is not a function of $spec");
    return $name;
}

$connection = new Connection((string) getenv('UNDERCAST_RUNTIME_SOCKET'));
putenv('UNDERCAST_RUNTIME_SOCKET');
ini_set('display_errors', 'stderr');
try {
    $handler = load((string) getenv('_HANDLER'));
} catch (Throwable $error) {
    report($error);
    $connection->exchange('POST', 'init/error', describe($error), kind($error));
    exit(1);
}
while (true) {
    [$headers, $body] = $connection->exchange('GET', 'invocation/next');
    $id = $headers['lambda-runtime-aws-request-id'];
    if (isset($headers['lambda-runtime-trace-id'])) putenv('_X_AMZN_TRACE_ID=' . $headers['lambda-runtime-trace-id']);
    try {
        $context = new Context($headers);
        $event = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
        // Frameworks give objects with a method of that name.
        $result = is_object($handler) && method_exists($handler, 'handle') ? $handler->handle($event, $context) : $handler($event, $context);
        $answer = json_encode($result, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
    } catch (Throwable $error) {
        report($error);
        $connection->exchange('POST', "invocation/$id/error", describe($error), get_class($error));
        continue;
    }
    $connection->exchange('POST', "invocation/$id/response", $answer);
}
