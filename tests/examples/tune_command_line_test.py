# SPDX-License-Identifier: MIT
"""The programs `tune` and `tune_mpi` as they are used at a terminal."""

import csv
import os
import pty
import random
import statistics
import subprocess
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']
MPI_PROGRAM = os.environ.get('MPI_PROGRAM')
MPIRUN = os.environ.get('MPIRUN')

# A search of ranges and lists, with some learning rates that diverge.
SEARCH = ('--trials', '8', '--epochs', '3', '--folds', '3', '--learning-rate', '0.05:1e12',
          '--hidden', '8,16-8', '--optimizers', 'gradient_descent,adam', '--seeds', '1,2')

# Several processes on one machine, for root too, and without access to each other's memory. MPI
# keeps some of its own to the end, which a sanitized build would take for a leak.
MPI_ENVIRONMENT = {'OMPI_ALLOW_RUN_AS_ROOT': '1', 'OMPI_ALLOW_RUN_AS_ROOT_CONFIRM': '1',
                   'OMPI_MCA_btl_vader_single_copy_mechanism': 'none',
                   'OMPI_MCA_rmaps_base_oversubscribe': '1',
                   'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'}


def run(*arguments, program=PROGRAM, **environment):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120,
                          env={**os.environ, **environment})


def mpirun(*arguments):
    return run(*arguments, program=MPIRUN, **MPI_ENVIRONMENT)


def some_samples(count):
    """Lines of three features, of very different sizes, and a label that follows from two."""
    draw = random.Random(5)
    lines = ['age,income,weight,label']
    for _ in range(count):
        a, b, c = (draw.uniform(-1, 1) for _ in range(3))
        lines.append(f'{40 + 20 * a:.3f},{5e4 + 3e4 * b:.1f},{c:.4f},{int(a + b > 0)}')
    return '\n'.join(lines) + '\n'


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'tune'


class Usage(command_line_checks.InDirectory):
    def test_wrong_use_exits_with_2_says_why_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--search', 'bayes'], ['--trials', '0'],
                          ['--trials', '-1'], ['--trials', '5', '--search', 'grid'],
                          ['--grid-steps', '3'], ['--grid-steps', '0', '--search', 'grid'],
                          ['--learning-rate', '1:0.1'], ['--learning-rate=-1'],
                          ['--learning-rate=-1:1'], ['--learning-rate', '0:1'],
                          ['--learning-rate', 'nan'], ['--learning-rate', '1,'],
                          ['--l2', '2:1'], ['--l2=-0.1'], ['--l2', '1e39'], ['--l2', ''],
                          ['--initializers', 'ones'], ['--initializers', 'he_normal,ones'],
                          ['--optimizers', 'sgd'], ['--hidden', '0'], ['--hidden', '8,16-'],
                          ['--hidden', '65536'], ['--hidden', '-'.join(['1'] * 16)],
                          ['--hidden', ''], ['--activations', 'softmax'],
                          ['--activations', 'relu,ramp'], ['--task', 'clustering'],
                          ['--task', 'regression'], ['--seeds', '1,x'],
                          ['--seeds=-1'], ['--folds', '1'], ['--folds', '0'], ['--folds=-2'],
                          ['--epochs', '0'], ['--seed', '4294967296'], ['--scaling', 'minmax'],
                          ['--sort-by', 'luck'], ['--sort-by', 'rmse'],
                          ['--sort-by', 'accuracy', '--task', 'regression', '--data', 'some.csv'],
                          ['--rows=-1'], ['--jobs', '0'], ['--csv'],
                          ['--data']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ''))
                self.assertIn(arguments[0].split('=')[0].lstrip('-'), done.stderr)

    def test_low_above_high_is_explained(self):
        self.assertIn('low is above high', run('--l2', '2:1').stderr)

    def test_help_names_every_option_and_says_what_is_not_supported(self):
        done = run('--help')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        for word in ('--data', '--task', '--activations', '--search', '--trials', '--grid-steps', '--learning-rate', '--l2',
                     '--optimizers', '--initializers', '--hidden', '--seeds', '--folds',
                     '--epochs', '--seed', '--scaling', '--sort-by', '--rows', '--jobs', '--csv',
                     'not supported', 'tune_mpi'):
            self.assertIn(word, ' '.join(done.stdout.split()))

    def test_a_grid_of_more_than_a_million_points_is_refused(self):
        done = run('--search', 'grid', '--grid-steps', '1000000')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('more than 1000000 points', done.stderr)

    def test_under_mpirun_the_program_without_mpi_names_the_other(self):
        for variable in ('OMPI_COMM_WORLD_SIZE', 'PMI_SIZE'):
            done = run(**{variable: '2'})
            self.assertEqual((done.returncode, done.stdout), (2, ''))
            self.assertIn('tune_mpi', done.stderr)


class Data(command_line_checks.InDirectory):
    def refused(self, text, *words, more=()):
        results = self.directory / 'results.csv'
        done = run('--data', self.file('some.csv', text), '--csv', str(results), *more)
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        for word in ('some.csv', *words):
            self.assertIn(word, done.stderr)
        self.assertEqual(os.listdir(self.directory), ['some.csv'])

    def test_damaged_files_are_refused_naming_line_and_column(self):
        good = 'a,b,y\n1,2,0\n3,4,1\n'
        self.refused('', 'holds no numbers')
        self.refused(good + '5,,1\n', 'line 4, column 2', 'empty')
        self.refused(good + '5,six,1\n', 'line 4, column 2', "'six' is not a number")
        self.refused(good + '5,nan,1\n', 'line 4, column 2', 'not finite')
        self.refused(good + '5,1\n', 'line 4, column 3', '2 cells')
        self.refused(good + '5,6,1,0\n', 'line 4, column 4', '4 cells')
        self.refused(good + '5,6,0.5\n', 'line 4, column 3', 'label is 0.5', '--task regression')
        self.refused(good + '5,6,\n', 'line 4, column 3', 'empty')
        self.refused(good + '5,6,oak\n', 'line 4, column 3', "'oak' is a text", 'numbers')
        self.refused(good + '5,1e300,1\n', 'line 4, column 2', 'too large')

    def test_data_of_the_wrong_shape_are_refused(self):
        self.refused('0\n1\n', 'no column besides the label')
        self.refused('1,2,0\n3,4,0\n', 'all labels are 0')
        self.refused('1,2,oak\n3,4,oak\n', "all labels are 'oak'")
        self.refused('1,2,1\n3,4,2\n5,6,3\n', 'no two labels are the same')
        self.refused('a,b,y\n1,red,0\n3,4,1\n', 'line 2, column 2', "'red' is not a number",
                     'a column of 0 and 1 for each word')
        self.refused('1,2,0\n3,4,1\n', '3 folds', 'has 2', more=('--folds', '3'))

    def test_numbers_to_predict_that_are_none_are_refused(self):
        more = ('--task', 'regression')
        self.refused('1,2,0.5\n3,4,oak\n', 'line 2, column 3', "'oak' is not a number",
                     'a class', more=more)
        self.refused('1,2,0.5\n3,4,nan\n', 'line 2, column 3', 'not finite', more=more)
        self.refused('1,2,0.5\n3,4,0.5\n', 'all numbers to predict are 0.5', more=more)
        self.refused('1,2,0.5\n3,4,1\n', '3 folds', 'has 2', more=(*more, '--folds', '3'))

    def test_classes_with_fewer_samples_than_folds_are_told_of(self):
        rows = [f'{i},{i % 3},{("ash", "elm")[i % 2]}' for i in range(20)]
        few = ('--trials', '1', '--epochs', '1')
        done = run('--data', self.file('some.csv', '\n'.join(rows)), *few)
        self.assertNotIn('fewer', done.stdout)
        rows += ['7,7,oak']
        done = run('--data', self.file('some.csv', '\n'.join(rows)), *few)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])
        self.assertIn("Class 'oak' has 1 sample, fewer than there are folds: some folds are judged "
                      'without it.', ' '.join(done.stdout.split()))

    def test_files_that_other_programs_write_are_refused_saying_what_to_do(self):
        rows = ''.join(f'{i % 7},{i % 5},{i % 2}\n' for i in range(40))
        indexed = ''.join(f'{i},{line}\n' for i, line in enumerate(rows.split()))
        self.refused(',x1,x2,label\n' + indexed, 'line 1, column 1', 'no name', 'index=False')
        self.refused('x1;x2;label\n' + rows.replace(',', ';'), 'line 1', "found ';'", 'commas')
        self.refused('sep=;\n' + rows.replace(',', ';'), 'line 1', "'sep=;'", 'commas')
        path = Path(self.file('some.csv', ''))
        path.write_text('x1,x2,label\n' + rows, encoding='utf-16')
        done = run('--data', str(path))
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (1, '', f'tune: {path} is UTF-16; save it as UTF-8\n'))

    def test_a_quoted_header_with_commas_and_a_byte_order_mark_change_nothing(self):
        rows = ''.join(f'{i % 7},{i % 5},{i % 2}\n' for i in range(40))
        tables = [run('--data', self.file('some.csv', start + rows), '--trials', '2', '--epochs', '1')
                  for start in ('', 'a,b,y\n', '"x1, in cm","x2","label"\n', '\ufeffa,b,y\n',
                                'sep=,\n')]
        self.assertIn('40 samples of 2 features', tables[0].stdout)
        for table in tables:
            self.assertEqual((table.stdout, table.stderr), (tables[0].stdout, ''))

    def test_a_missing_file_is_named(self):
        done = run('--data', '/nowhere/some.csv')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('/nowhere/some.csv: No such file', done.stderr)

    def test_features_of_very_different_sizes_are_learned_when_scaled(self):
        data = self.file('some.csv', some_samples(200))
        best = {}
        for scaling in ('standard', 'none'):
            out = self.directory / f'{scaling}.csv'
            done = run('--data', data, '--trials', '4', '--l2', '0', '--learning-rate', '0.1:0.5',
                       '--epochs', '30', '--scaling', scaling, '--csv', str(out))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn('some.csv: 200 samples of 3 features, 5 folds', done.stdout)
            with open(out, newline='') as file:
                accuracy = next(csv.DictReader(file))['accuracy_mean']
                best[scaling] = float(accuracy or 0)
        self.assertGreater(best['standard'], 0.95)
        self.assertLess(best['none'], 0.8)

    def best(self, data, *arguments):
        """The first row of the CSV, the first line of what is printed."""
        out = self.directory / 'best.csv'
        done = run('--data', data, *arguments, '--csv', str(out))
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])
        with open(out, newline='') as file:
            return next(csv.DictReader(file)), done.stdout

    def test_texts_are_classes_of_a_file_with_many_features(self):
        draw = random.Random(6)
        lines = [','.join([f'x{k}' for k in range(40)] + ['tree'])]
        for i in range(150):
            x = [draw.uniform(-0.5, 0.5) + 0.5 * (i % 3 == k % 3) for k in range(40)]
            lines.append(','.join([f'{v:.3f}' for v in x] + [('oak', 'ash', '"elm, wych"')[i % 3]]))
        row, printed = self.best(self.file('trees.csv', '\n'.join(lines)), '--trials', '6',
                                 '--l2', '0.01', '--optimizers', 'adam', '--learning-rate',
                                 '0.003:0.03', '--hidden', '12,32-16-8', '--activations',
                                 'tanh,leaky_relu')
        self.assertIn('trees.csv: 150 samples of 40 features, 3 classes, 5 folds\n', printed)
        self.assertIn(row['activation'], ('hyperbolic_tangent', 'leaky_relu'))
        self.assertIn(row['hidden'], ('12', '32-16-8'))
        self.assertGreater(float(row['accuracy_mean']), 0.9)

    def test_two_classes_by_any_name_are_those_called_0_and_1(self):
        rows = some_samples(60).splitlines()[1:]
        printed = []
        for names in (('0', '1'), ('-1', '+1'), ('no', 'yes'), ('7.0', '8.00')):
            named = [row[:-1] + names[int(row[-1])] for row in rows]
            _, text = self.best(self.file('some.csv', '\n'.join(named)), '--trials', '3',
                                '--epochs', '2')
            printed.append(text)
        self.assertEqual(printed, printed[:1] * 4)

    def test_a_regression_reports_errors_in_the_unit_of_the_target(self):
        draw = random.Random(7)
        lines = ['a,b,price']
        for _ in range(200):
            a, b = draw.uniform(0, 10), draw.uniform(-1, 1)
            lines.append(f'{a:.4f},{b:.4f},{20000 + 3000 * a + 9000 * b + draw.gauss(0, 500):.1f}')
        data = self.file('prices.csv', '\n'.join(lines))
        search = ('--task', 'regression', '--trials', '8', '--optimizers', 'adam', '--hidden',
                  'none,8', '--learning-rate', '0.02:0.1', '--l2', '0.01')
        row, printed = self.best(data, *search)
        self.assertRegex(printed, r'^prices.csv: 200 samples of 2 features, target '
                                  r'3\d{4} \+- 1\d{4}, 5 folds\n')
        # The noise's standard deviation is 500, which no prediction can be better than by much.
        self.assertGreater(float(row['rmse_mean']), 400)
        self.assertLess(float(row['rmse_mean']), 700)
        self.assertGreater(float(row['r2_mean']), 0.99)
        folds = [float(row[f'rmse_{k}']) for k in (1, 2, 3, 4, 5)]
        self.assertAlmostEqual(statistics.mean(folds), float(row['rmse_mean']), delta=1e-3)
        by_r2, _ = self.best(data, *search, '--sort-by', 'r2')
        self.assertGreaterEqual(float(by_r2['r2_mean']), float(row['r2_mean']))
        unscaled, _ = self.best(data, *search, '--scaling', 'none')
        self.assertTrue(unscaled['rmse_mean'] == '' or
                        float(unscaled['rmse_mean']) > 5 * float(row['rmse_mean']))


class Output(command_line_checks.InDirectory):
    def search(self, *arguments):
        path = self.directory / 'new' / 'results.csv'
        done = run(*SEARCH, *arguments, '--csv', str(path))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(os.listdir(path.parent), ['results.csv'])
        self.assertTrue(done.stdout.endswith(f'\nwrote {path}\n'))
        with open(path, newline='') as file:
            return done.stdout, list(csv.DictReader(file)), path.read_bytes()

    def test_the_csv_holds_every_trial_and_fold_sorted_and_consistent(self):
        for measure, sign in (('cost', 1), ('accuracy', -1)):
            _, rows, _ = self.search('--sort-by', measure)
            self.assertEqual([row['place'] for row in rows], [str(i + 1) for i in range(8)])
            self.assertEqual(sorted(int(row['trial']) for row in rows), list(range(1, 9)))
            good = [row for row in rows if row['diverged_folds'] == '0']
            lost = rows[len(good):]
            self.assertTrue(good and lost)
            keys = [(sign * float(row[measure + '_mean']), int(row['trial'])) for row in good]
            self.assertEqual(keys, sorted(keys))
            for row in good:
                for value in ('cost', 'accuracy'):
                    folds = [float(row[f'{value}_{k}']) for k in (1, 2, 3)]
                    # Folds are written as the shortest decimal of a float: 6e-8 of them at most.
                    mean = statistics.mean(folds)
                    self.assertAlmostEqual(float(row[value + '_mean']), mean,
                                           delta=1e-7 * max(folds))
                    self.assertAlmostEqual(float(row[value + '_deviation']),
                                           statistics.stdev(folds), delta=1e-6 * max(folds))
            for row in lost:
                self.assertGreater(int(row['diverged_folds']), 0)
                self.assertEqual(row['cost_mean'] + row['accuracy_deviation'], '')
                empty = [row[f'cost_{k}'] for k in (1, 2, 3)].count('')
                self.assertEqual(empty, int(row['diverged_folds']))

    def test_the_tables_show_what_the_csv_holds(self):
        table, rows, _ = self.search('--rows', '0')
        scores, settings = [
            [[cell.strip() for cell in line.split('|')[1:]] for line in part.splitlines()
             if line.startswith('| ')][1:] for part in table.split('\n\n')[1:3]]
        self.assertEqual((len(scores), len(settings)), (len(rows), len(rows)))
        for score, setting, row in zip(scores, settings, rows):
            self.assertEqual(score[:2], [row['place'], row['trial']])
            self.assertEqual(float(score[2]), float(f'{float(row["learning_rate"]):.4g}'))
            self.assertEqual(float(score[3]), float(f'{float(row["l2"]):.4g}'))
            self.assertEqual(setting, [row['place'], row['optimizer'], row['initializer'],
                                       row['hidden'], row['seed']])
            if row['cost_mean']:
                self.assertEqual(float(score[5].split(' ')[0]),
                                 float(f'{100 * float(row["accuracy_mean"]):.1f}'))
            else:
                self.assertEqual(score[4], f'diverged on {row["diverged_folds"]} of 3 folds')
        lost = [row for row in rows if row['cost_mean'] == '']
        self.assertIn(f'8 trials, 8 shown; {len(lost)} diverged\n', table)

    def test_what_is_printed_fits_80_columns(self):
        for words in (SEARCH, ('--learning-rate', '1e-9:1e30', '--seeds', '4294967295',
                               '--trials', '100', '--epochs', '1', '--folds', '2', '--rows', '0'),
                      ('--hidden', 'none,8-8-8-8-8-8-8-8-8-8-8-8-8-8-8,100-100-100-100-100-100-100-'
                       '100-100-100-100-100-100-100', '--activations', 'tanh,relu', '--optimizers',
                       'gradient_descent', '--epochs', '1', '--trials', '9')):
            done = run(*words)
            self.assertEqual((done.returncode, command_line_checks.too_wide(done.stdout)), (0, []))

    def test_the_number_of_threads_changes_nothing(self):
        once = self.search('--jobs', '1')
        for jobs in ('2', '5'):
            self.assertEqual(self.search('--jobs', jobs), once)
        self.assertEqual(self.search(), once)

    def test_the_number_of_threads_changes_no_regression_and_no_softmax(self):
        rows = [f'{i % 7},{i % 5},{i % 3}' for i in range(60)]
        data = self.file('some.csv', '\n'.join(rows))
        for more in ((), ('--task', 'regression')):
            words = ('--data', data, *more, '--trials', '5', '--epochs', '3', '--activations',
                     'relu,gelu', '--optimizers', 'adam,rmsprop')
            printed = [run(*words, '--jobs', jobs).stdout for jobs in ('1', '3')]
            self.assertIn('60 samples', printed[0])
            self.assertEqual(printed[0], printed[1])

    def test_the_seed_changes_points_and_folds(self):
        self.assertNotEqual(self.search('--seed', '2')[2], self.search()[2])
        grid = ('--search', 'grid', '--epochs', '1', '--learning-rate', '0.1', '--l2', '0')
        self.assertNotEqual(run(*grid, '--seed', '2').stdout, run(*grid).stdout)

    def test_a_grid_has_every_combination(self):
        path = self.directory / 'grid.csv'
        done = run('--search', 'grid', '--epochs', '1', '--folds', '2', '--learning-rate',
                   '0.01:1', '--grid-steps', '3', '--l2', '0,1', '--initializers',
                   'he_normal,lecun_normal', '--seeds', '5,6', '--csv', str(path))
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(path, newline='') as file:
            rows = sorted(csv.DictReader(file), key=lambda row: int(row['trial']))
        points = [(row['learning_rate'], row['l2'], row['initializer'], row['seed'])
                  for row in rows]
        self.assertEqual(points, [(rate, l2, start, seed) for rate in ('0.01', '0.1', '1')
                                  for l2 in ('0', '1') for start in ('he_normal', 'lecun_normal')
                                  for seed in ('5', '6')])

    def test_a_strong_penalty_keeps_the_network_from_learning(self):
        done = run('--search', 'grid', '--l2', '0,30', '--learning-rate', '0.2',
                   '--initializers', 'he_normal', '--csv', str(self.directory / 'l2.csv'))
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.directory / 'l2.csv', newline='') as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row['l2'] for row in rows], ['0', '30'])
        self.assertLess(float(rows[0]['cost_mean']), 0.4)
        # Weights are driven to 0; what is left is the entropy of even odds, log 2.
        self.assertAlmostEqual(float(rows[1]['cost_mean']), 0.693, delta=0.02)

    def test_a_csv_that_cannot_be_written_is_refused_before_training(self):
        for path in ('/dev/null/results.csv', str(self.directory)):
            done = run('--csv', path)
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertIn(path.replace('/results.csv', ''), done.stderr)

    def test_the_progress_bar_is_for_terminals_only(self):
        self.assertEqual(run(*SEARCH).stderr, '')
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f'this machine gives out no terminals: {error}')
        with subprocess.Popen([PROGRAM, *SEARCH], stdout=subprocess.DEVNULL,
                              stderr=theirs) as process:
            process.wait(timeout=60)
        os.close(theirs)
        shown = os.read(ours, 100000).decode()
        os.close(ours)
        self.assertIn('tune [', shown)
        self.assertIn('100%', shown)


@unittest.skipUnless(MPI_PROGRAM and MPIRUN,
                     'built without MPI (Debian: openmpi-bin, libopenmpi-dev)')
class SeveralProcesses(command_line_checks.InDirectory):
    def test_any_number_of_processes_gives_the_same_bytes(self):
        expected = run(*SEARCH, '--csv', str(self.directory / 'one.csv'))
        self.assertEqual(expected.returncode, 0, expected.stderr)
        for processes in ('2', '3'):
            path = self.directory / f'{processes}.csv'
            done = mpirun('-n', processes, MPI_PROGRAM, *SEARCH, '--jobs', '2', '--csv', str(path))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout, expected.stdout.replace('one.csv', path.name))
            self.assertEqual(path.read_bytes(), (self.directory / 'one.csv').read_bytes())

    def test_classes_and_numbers_to_predict_are_the_same_in_two_processes(self):
        rows = [f'{i % 7},{i % 5},{i % 3}' for i in range(60)]
        data = self.file('some.csv', '\n'.join(rows))
        for more in ((), ('--task', 'regression')):
            words = ('--data', data, *more, '--trials', '3', '--epochs', '2', '--hidden', '5,4-3',
                     '--activations', 'relu,tanh')
            done = mpirun('-n', '2', MPI_PROGRAM, *words)
            self.assertEqual((done.returncode, done.stdout), (0, run(*words).stdout))

    def test_trainings_need_not_divide_evenly_among_the_processes(self):
        for trials in ('1', '2'):
            few = ('--trials', trials, '--folds', '2', '--epochs', '1')
            done = mpirun('-n', '3', MPI_PROGRAM, *few)
            self.assertEqual((done.returncode, done.stdout), (0, run(*few).stdout))

    def test_without_mpirun_it_is_an_ordinary_program(self):
        done = run(*SEARCH, program=MPI_PROGRAM, **MPI_ENVIRONMENT)
        self.assertEqual((done.returncode, done.stdout), (0, run(*SEARCH).stdout))

    def test_wrong_use_and_help_are_said_once(self):
        done = mpirun('-n', '2', MPI_PROGRAM, '--folds', '1')
        self.assertEqual((done.returncode, done.stdout), (2, ''))
        self.assertEqual(done.stderr.count('--folds:'), 1)
        done = mpirun('-n', '2', MPI_PROGRAM, '--help')
        self.assertEqual((done.returncode, done.stdout.count('Usage:')), (0, 1))

    def test_an_error_in_one_process_ends_all(self):
        data = self.file('some.csv', some_samples(50))
        done = mpirun('-n', '1', MPI_PROGRAM, '--data', data, ':',
                      '-n', '1', MPI_PROGRAM, '--data', '/nowhere/some.csv')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('/nowhere/some.csv: No such file', done.stderr)
        done = mpirun('-n', '1', MPI_PROGRAM, ':', '-n', '1', MPI_PROGRAM, '--folds', '1')
        self.assertEqual((done.returncode, done.stdout), (2, ''))
        self.assertIn('--folds', done.stderr)

    def test_an_error_at_the_end_of_a_search_ends_all(self):
        # The directory stands where the temporary file is to be written.
        (self.directory / 'results.csv.part').mkdir()
        done = mpirun('-n', '2', MPI_PROGRAM, *SEARCH, '--csv', str(self.directory / 'results.csv'))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('cannot write', done.stderr)

    def test_processes_with_different_data_or_options_are_refused(self):
        data = self.file('some.csv', some_samples(50))
        other = self.file('other.csv', some_samples(50).replace('4', '5', 1))
        for theirs in (('--data', other), ('--data', data, '--epochs', '7'),
                       ('--data', data, '--hidden', '16-9'), ('--data', data, '--activations', 'elu'),
                       ('--data', data, '--task', 'regression')):
            done = mpirun('-n', '1', MPI_PROGRAM, '--data', data, ':',
                          '-n', '1', MPI_PROGRAM, *theirs)
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertEqual(done.stderr.count('different data or options'), 1)


if __name__ == '__main__':
    unittest.main()
